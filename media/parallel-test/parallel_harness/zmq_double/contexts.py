"""What sockets belong to, and who waits for several of them."""

from ..faults import faults
from ..recording import Resource
from ..scheduler import scheduler
from ..world import Living
from .names import POLLIN, POLLOUT, ContextTerminated
from .sockets import Socket


class Context:
    socket_class = Socket
    _shared = {}

    def __init__(self, io_threads=1, **_):
        self.closed = False
        self.sockets = Living()
        self.resource = Resource("context", "zmq context")

    def _recorded_as(self):
        return {"~": "Context closed" if self.closed else "Context"}

    @classmethod
    def instance(cls, io_threads=1):
        if cls not in cls._shared or cls._shared[cls].closed:
            cls._shared[cls] = cls()
        return cls._shared[cls]

    def socket(self, socket_type, **_):
        if self.closed:
            raise ContextTerminated()
        return self.socket_class(self, socket_type)

    def setsockopt(self, option, value):
        pass

    set = setsockopt

    def term(self):
        """Waits for every socket to be closed, like the real one."""
        if self.closed:
            return
        self.closed = True
        scheduler.wait(lambda: all(one.closed for one in self.sockets))
        self.resource.close()

    def destroy(self, linger=None):
        self.closed = True
        for one in self.sockets:
            one.close()
        self.resource.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.destroy()


class Poller:
    def __init__(self):
        self.sockets = []

    def _recorded_as(self):
        return {"~": "Poller"}

    def register(self, one, flags=POLLIN | POLLOUT):
        self.unregister(one)
        self.sockets.append((one, flags))

    modify = register

    def unregister(self, one):
        self.sockets = [pair for pair in self.sockets if pair[0] is not one]

    def __contains__(self, one):
        return any(known is one for known, _ in self.sockets)

    def _ready(self):
        found = []
        for one, flags in self.sockets:
            readable = isinstance(one, Socket) and flags & POLLIN and one._is_readable()
            event = (POLLIN if readable else 0) | (flags & POLLOUT if flags != POLLIN | POLLOUT else 0)
            if event:
                found.append((one, event))
        return found

    def poll(self, timeout=None):
        faults.reach("receive", "poller")
        scheduler.wait(lambda: bool(self._ready()), None if timeout is None or timeout < 0 else timeout / 1000.0)
        for one, _ in self.sockets:
            if isinstance(one, Socket):
                one._check()
        return self._ready()
