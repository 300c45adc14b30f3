"""``socket`` without a network: nobody answers, and every port is free until the agent takes it."""

import errno
import socket

from .recording import Resource, record
from .scheduler import scheduler
from .world import world


class Socket:
    """A network on which nobody answers and every port is free until the agent takes it."""

    def __init__(self, family=socket.AF_INET, type=socket.SOCK_STREAM, proto=0, fileno=None):
        self.family, self.type, self.proto = family, type, proto
        self._timeout = None
        self._name = ("0.0.0.0", 0)
        self.resource = None

    def _recorded_as(self):
        return {"~": "socket"}

    def bind(self, address):
        if isinstance(address, tuple):
            if world.claim("tcp://%s:%d" % ("*", address[1]), self) is None:
                raise OSError(errno.EADDRINUSE, "Address already in use")
            self._name = address
        self.resource = Resource("socket", "bind %s" % (address[1] if isinstance(address, tuple) else address))
        record("open", self.resource.name, None)

    def connect(self, address):
        record("send", "connect %s" % (address,), None)
        raise ConnectionRefusedError(errno.ECONNREFUSED, "Connection refused")

    def connect_ex(self, address):
        return errno.ECONNREFUSED if address[1] not in world.ports else 0

    def _nothing(self, *_, **__):
        if not scheduler.wait(lambda: False, self._timeout):
            raise socket.timeout("timed out")

    accept = recv = recvfrom = recv_into = _nothing

    def send(self, data, *_):
        record("send", "socket", data)
        return len(data)

    def sendall(self, data, *_):
        self.send(data)

    def sendto(self, data, *_):
        return self.send(data)

    def listen(self, *_):
        pass

    setsockopt = shutdown = listen

    def getsockopt(self, *_):
        return 0

    def settimeout(self, seconds):
        self._timeout = seconds

    def gettimeout(self):
        return self._timeout

    def setblocking(self, blocks):
        self._timeout = None if blocks else 0.0

    def getsockname(self):
        return self._name

    def fileno(self):
        return 999

    def close(self):
        world.release(self)
        if self.resource:
            self.resource.close()

    detach = close

    def __del__(self):
        self.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


def refused(*_, **__):
    raise ConnectionRefusedError(errno.ECONNREFUSED, "Connection refused")
