"""Contexts, sockets and pollers.

As with ZeroMQ, a socket belongs to one thread at a time. Only ``close`` and
``Context.term`` may come from elsewhere: a call that is waiting then raises
ContextTerminated.
"""

import collections
import errno
import json
import os
import select
import socket
import sys
import threading
import time
import weakref

from . import constants as c
from .errors import EFSM, Again, ContextTerminated, ZMQError
from .wire import Peer, address

# Makes every agent slower, to see what watches them notice it.
_ANSWER_DELAY_S = int(os.environ.get("FLEET_ANSWER_DELAY_MS", "0")) / 1000

# A waiting call looks up this often to see whether its socket was closed.
_SLICE_S = 0.05
_RECONNECT_S = 0.05
_TERM_PATIENCE_S = 5.0


class Context:
    """Makes sockets and ends them together."""

    _shared = None
    _shared_lock = threading.Lock()

    def __init__(self, io_threads=1):
        self.closed = False
        self._sockets = weakref.WeakSet()

    @classmethod
    def instance(cls):
        """The one context that everybody in this process may share."""
        with cls._shared_lock:
            if cls._shared is None or cls._shared.closed:
                cls._shared = cls()
            return cls._shared

    def _new_socket(self, kind):
        return Socket(self, kind)

    def socket(self, kind):
        if self.closed:
            raise ContextTerminated()
        made = self._new_socket(kind)
        self._sockets.add(made)
        return made

    def term(self):
        """Wake every waiting call and wait until the sockets are closed.

        ZeroMQ waits for ever when somebody forgot one; this gives up after a
        few seconds and says so.
        """
        self.closed = True
        give_up = time.monotonic() + _TERM_PATIENCE_S
        while any(not one.closed for one in list(self._sockets)):
            if time.monotonic() > give_up:
                left = sum(not one.closed for one in list(self._sockets))
                print("zmq: %d socket(s) still open in term()" % left, file=sys.stderr)
                return
            time.sleep(0.01)

    def destroy(self, linger=None):
        """Close the sockets, then the context."""
        self.closed = True
        for one in list(self._sockets):
            one.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.destroy()


class Socket:
    """One end of a conversation: REQ, REP, PUB or SUB."""

    def __init__(self, context, kind):
        self.context = context
        self.socket_type = kind
        self.closed = False
        self._options = {c.RCVTIMEO: -1, c.SNDTIMEO: -1, c.LINGER: -1}
        self._prefixes = []
        self._listener = None
        self._peers = []
        self._remotes = {}
        self._inbox = collections.deque()
        self._outbox = collections.deque()
        self._reply_to = None
        self._awaiting_reply = False

    # -- where to ------------------------------------------------------

    def bind(self, endpoint):
        listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        if os.name == "posix":
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind(address(endpoint))
            listener.listen(64)
        except OSError as error:
            listener.close()
            raise ZMQError(error.errno or errno.EADDRINUSE, "%s (%s)" % (error.strerror, endpoint)) from error
        listener.setblocking(False)
        self._listener = listener

    def connect(self, endpoint):
        self._remotes[address(endpoint)] = None

    # -- options -------------------------------------------------------

    def setsockopt(self, option, value):
        if option == c.SUBSCRIBE:
            self._prefixes.append(value)
        elif option == c.UNSUBSCRIBE:
            self._prefixes.remove(value)
        else:
            self._options[option] = value

    def setsockopt_string(self, option, value):
        self.setsockopt(option, value.encode("utf-8"))

    def getsockopt(self, option):
        return self._options[option]

    def subscribe(self, prefix):
        self.setsockopt(c.SUBSCRIBE, prefix.encode("utf-8") if isinstance(prefix, str) else prefix)

    # -- sending -------------------------------------------------------

    def send_multipart(self, parts, flags=0):
        self._check_open()
        if self.socket_type == c.REP:
            self._send_reply(parts)
        elif self.socket_type == c.REQ:
            if self._awaiting_reply:
                raise ZMQError(EFSM)
            self._awaiting_reply = True
            self._outbox.append(parts)
            self._flush()
        elif self.socket_type == c.PUB:
            self._turn(0)
            for peer in [peer for peer in self._peers if not peer.send(parts)]:
                self._drop(peer)
        else:
            raise ZMQError(errno.ENOTSUP)

    def _send_reply(self, parts):
        if self._reply_to is None:
            raise ZMQError(EFSM)
        peer, self._reply_to = self._reply_to, None
        if not peer.send(parts):
            self._drop(peer)

    def send(self, data, flags=0):
        self.send_multipart([data], flags)

    def send_string(self, text, flags=0):
        self.send(text.encode("utf-8"), flags)

    def send_json(self, value, flags=0):
        self.send(json.dumps(value).encode("utf-8"), flags)

    # -- receiving -----------------------------------------------------

    def recv_multipart(self, flags=0):
        self._check_open()
        if self.socket_type == c.REP and self._reply_to is not None:
            raise ZMQError(EFSM)
        if self.socket_type == c.REQ and not self._awaiting_reply:
            raise ZMQError(EFSM)
        if not self.poll(0 if flags & c.DONTWAIT else self._options[c.RCVTIMEO]):
            raise Again()
        peer, parts = self._inbox.popleft()
        if self.socket_type == c.REP:
            self._reply_to = peer
            time.sleep(_ANSWER_DELAY_S)
        self._awaiting_reply = False
        return parts

    def recv(self, flags=0):
        return b"".join(self.recv_multipart(flags))

    def recv_string(self, flags=0):
        return self.recv(flags).decode("utf-8")

    def recv_json(self, flags=0):
        return json.loads(self.recv(flags).decode("utf-8"))

    def poll(self, timeout=None, flags=c.POLLIN):
        """POLLIN when a message is there within ``timeout`` milliseconds, else 0; None or -1 waits."""
        poller = Poller()
        poller.register(self)
        return c.POLLIN if poller.poll(timeout) else 0

    # -- ending --------------------------------------------------------

    def close(self, linger=None):
        if self.closed:
            return
        self.closed = True
        for end in [self._listener] + self._peers:
            if end is not None:
                end.close()
        self._peers = []

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def __del__(self):
        self.close()

    # -- one turn of work ----------------------------------------------

    def _check_open(self):
        if self.closed or self.context.closed:
            raise ContextTerminated()

    def _handles(self):
        self._flush()
        return ([self._listener] if self._listener else []) + self._peers

    def _turn(self, timeout):
        handles = self._handles()
        if handles:
            self._absorb(select.select(handles, [], [], timeout)[0])

    def _absorb(self, readable):
        for handle in readable:
            if handle is self._listener:
                self._accept()
            elif handle in self._peers:
                self._read(handle)

    def _accept(self):
        try:
            connection, _ = self._listener.accept()
        except OSError:
            return
        self._peers.append(Peer(connection))

    def _read(self, peer):
        messages = peer.receive()
        if messages is None:
            self._drop(peer)
            return
        for parts in messages:
            if self.socket_type != c.SUB or any(parts[0].startswith(prefix) for prefix in self._prefixes):
                self._inbox.append((peer, parts))

    def _flush(self):
        """Connect what is not connected yet and send what was waiting for it."""
        for remote, peer in list(self._remotes.items()):
            if peer is None:
                self._connect(remote)
        while self._outbox and self._peers:
            if self._peers[0].send(self._outbox[0]):
                self._outbox.popleft()
            else:
                self._drop(self._peers[0])

    def _connect(self, remote):
        try:
            peer = Peer(socket.create_connection(remote, timeout=1.0))
        except OSError:
            return
        self._remotes[remote] = peer
        self._peers.append(peer)

    def _drop(self, peer):
        peer.close()
        if peer in self._peers:
            self._peers.remove(peer)
        for remote, connected in self._remotes.items():
            if connected is peer:
                self._remotes[remote] = None


class Poller:
    """Waits for the first of several sockets."""

    def __init__(self):
        self._sockets = []

    def register(self, one, flags=c.POLLIN):
        if one not in self._sockets:
            self._sockets.append(one)

    def unregister(self, one):
        self._sockets.remove(one)

    def poll(self, timeout=None):
        """[(socket, POLLIN)] of all that have a message within ``timeout`` milliseconds."""
        forever = timeout is None or timeout < 0
        until = None if forever else time.monotonic() + timeout / 1000.0
        while True:
            for one in self._sockets:
                one._check_open()
            remaining = _SLICE_S if forever else max(0.0, until - time.monotonic())
            self._turn(min(remaining, _SLICE_S))
            ready = [(one, c.POLLIN) for one in self._sockets if one._inbox]
            if ready or (not forever and remaining == 0.0):
                return ready

    def _turn(self, timeout):
        owners = {}
        for one in self._sockets:
            for handle in one._handles():
                owners[handle] = one
        if not owners:
            time.sleep(min(timeout, _RECONNECT_S))
            return
        try:
            readable = select.select(list(owners), [], [], timeout)[0]
        except (OSError, ValueError):
            # A socket was closed under our feet; the next round finds out which.
            return
        for handle in readable:
            owners[handle]._absorb([handle])
