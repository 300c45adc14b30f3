"""Sockets that record what is sent and receive what the scenario or the world has for them."""

import errno
import json
import pickle

from ..faults import faults
from ..recording import Resource, payload, record
from ..scheduler import scheduler
from ..world import world
from .names import CONSTANTS, KINDS, NOBLOCK, POLLIN, POLLOUT, SNDMORE, Again, ContextTerminated, ZMQBindError, ZMQError, constant, is_option


# Kinds on which somebody else begins.
LISTENING = ("REP", "ROUTER", "PULL", "SUB")


class Frame:
    def __init__(self, data=b"", **_):
        self.bytes = self.buffer = data

    def __bytes__(self):
        return self.bytes

    def __len__(self):
        return len(self.bytes)


def _bytes_of(part):
    if isinstance(part, Frame):
        return part.bytes
    return part.encode("utf-8") if isinstance(part, str) else bytes(part)


class Socket:
    """One end of a conversation, known by the addresses that it binds and connects to."""

    def __init__(self, context=None, socket_type=0, **_):
        self.__dict__.update(context=context, socket_type=socket_type, closed=False, options={}, inbox=[], prefixes=[])
        self.__dict__.update(bound=[], connected=[], awaits_reply=False, owes_reply=False, parts=[], last=None)
        self.__dict__.update(is_base=scheduler.running.in_base, resource=None)
        context.sockets.append(self)
        world.sockets.append(self)

    type = property(lambda self: self.socket_type)
    kind = property(lambda self: KINDS[self.socket_type] if 0 <= self.socket_type < len(KINDS) else "?")
    address = property(lambda self: (self.bound + self.connected + ["nowhere"])[0])

    def _recorded_as(self):
        state = "closed" if self.closed else "open"
        return {"~socket": "%s %s" % (self.kind, " ".join(sorted(self.bound + self.connected))), "state": state}

    # -- where to --

    def bind(self, address):
        self._check()
        port = world.claim(address, self)
        if port is None:
            raise ZMQError(errno.EADDRINUSE, "Address already in use (addr=%r)" % address)
        self.bound.append(world.normal(address))
        self._opened("bind", address)

    def bind_to_random_port(self, address, min_port=49152, max_port=65536, max_tries=100):
        for port in range(min_port, max_port):
            if world.claim("%s:%d" % (address, port), self) is not None:
                self.bound.append(world.normal("%s:%d" % (address, port)))
                self._opened("bind", "%s:random" % address)
                return port
        raise ZMQBindError("Could not bind socket to random port.")

    def connect(self, address):
        self._check()
        self.connected.append(world.normal(address))
        self._opened("connect", address)

    def _opened(self, verb, address):
        name = world.normal(address)
        record("open", "%s %s %s" % (self.kind, verb, name), None)
        if self.resource is None:
            self.resource = Resource("socket", "%s %s %s" % (self.kind, verb, name))

    def unbind(self, address):
        world.release(self)

    def disconnect(self, address):
        if world.normal(address) in self.connected:
            self.connected.remove(world.normal(address))

    # -- options --

    def setsockopt(self, option, value):
        if not is_option(option):
            raise ZMQError(errno.EINVAL, "Invalid argument")
        if option == CONSTANTS["SUBSCRIBE"]:
            self.subscribe(value)
        elif option != CONSTANTS["UNSUBSCRIBE"]:
            self.options[option] = value

    set = setsockopt

    def getsockopt(self, option):
        return self.options.get(option, b"" if option == constant("LAST_ENDPOINT") else -1)

    get = getsockopt

    def setsockopt_string(self, option, value, encoding="utf-8"):
        self.setsockopt(option, value.encode(encoding))

    setsockopt_unicode = set_string = setsockopt_string

    def subscribe(self, prefix):
        self.prefixes.append(_bytes_of(prefix))
        record("subscribe", self.address, prefix)

    def unsubscribe(self, prefix):
        pass

    def __setattr__(self, name, value):
        """``socket.linger = 0`` is a socket option too."""
        if name in self.__dict__:
            self.__dict__[name] = value
        else:
            self.options[constant(name.upper())] = value

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)
        return self.options.get(constant(name.upper()), -1)

    # -- sending --

    def send(self, data, flags=0, copy=True, track=False, **_):
        self._check()
        self.parts.append(_bytes_of(data))
        if not flags & SNDMORE:
            parts, self.__dict__["parts"] = self.parts, []
            self._deliver(parts)

    def _deliver(self, parts):
        if self.kind == "REP" and not self.owes_reply or self.kind == "REQ" and self.awaits_reply:
            raise ZMQError(CONSTANTS["EFSM"], "Operation cannot be accomplished in current state")
        shown = [payload(part) for part in parts]
        shown = shown[0] if len(shown) == 1 else shown
        if self.kind in ("REP", "ROUTER") and self.owes_reply:
            self.__dict__["owes_reply"] = False
            scheduler.running.served.update(self.bound)
            world.replied(self, shown)
            return
        record("send", "%s %s" % (self.kind, self.address), shown)
        if self.kind in ("REQ", "DEALER"):
            self.__dict__["awaits_reply"] = self.kind == "REQ"
            answer = world.answer_to(parts[-1])
            if answer is not None:
                self.inbox.append([answer])

    def send_multipart(self, parts, flags=0, copy=True, track=False, **_):
        for part in parts[:-1]:
            self.send(part, flags | SNDMORE)
        self.send(parts[-1], flags)

    def send_string(self, text, flags=0, copy=True, encoding="utf-8", **_):
        if not isinstance(text, str):
            raise TypeError("str objects only")
        self.send(text.encode(encoding), flags)

    send_unicode = send_string

    def send_json(self, value, flags=0, **options):
        self.send(json.dumps(value, **{key: item for key, item in options.items() if key != "copy"}).encode("utf-8"), flags)

    def send_pyobj(self, value, flags=0, protocol=-1, **_):
        self.send(pickle.dumps(value, protocol), flags)

    # -- receiving --

    def arrive(self, parts):
        self.inbox.append(parts)

    def recv_multipart(self, flags=0, copy=True, track=False):
        self._check()
        if self.kind == "REP" and self.owes_reply or self.kind == "REQ" and not self.awaits_reply:
            raise ZMQError(CONSTANTS["EFSM"], "Operation cannot be accomplished in current state")
        faults.reach("receive", "%s %s" % (self.kind, self.address))
        patience = self.options.get(CONSTANTS["RCVTIMEO"], -1)
        timeout = 0 if flags & NOBLOCK else None if patience is None or patience < 0 else patience / 1000.0
        if not scheduler.wait(self._is_readable, timeout):
            raise Again()
        self._check()
        parts = self.inbox.pop(0)
        if self.kind in LISTENING:
            scheduler.take_up()
        self.__dict__["owes_reply"] = self.kind in ("REP", "ROUTER")
        self.__dict__["awaits_reply"] = False
        return parts if copy else [Frame(part) for part in parts]

    def recv(self, flags=0, copy=True, track=False):
        data = b"".join(self.recv_multipart(flags))
        return data if copy else Frame(data)

    def recv_string(self, flags=0, encoding="utf-8"):
        return self.recv(flags).decode(encoding)

    recv_unicode = recv_string

    def recv_json(self, flags=0, **_):
        return json.loads(self.recv(flags).decode("utf-8"))

    def recv_pyobj(self, flags=0):
        data = self.recv(flags)
        try:
            return pickle.loads(data)
        except Exception:
            return json.loads(data.decode("utf-8"))

    def poll(self, timeout=None, flags=POLLIN):
        self._check()
        if flags & POLLOUT:
            return POLLOUT
        faults.reach("receive", "%s %s" % (self.kind, self.address))
        patience = None if timeout is None or timeout < 0 else timeout / 1000.0
        found = scheduler.wait(self._is_readable, patience)
        self._check()
        return POLLIN if found else 0

    def _is_readable(self):
        return bool(self.inbox) or self.closed or self.context.closed

    # -- ending --

    def _check(self):
        if self.closed:
            raise ZMQError(errno.ENOTSOCK, "Socket operation on non-socket")
        if self.context.closed:
            raise ContextTerminated()

    def close(self, linger=None):
        if self.closed:
            return
        self.__dict__["closed"] = True
        world.release(self)
        if self.resource:
            self.resource.close()
            record("close", self.resource.name, None)

    def __del__(self):
        self.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()
