"""The same sockets for coroutines: receiving and polling can be awaited."""

import asyncio

from . import constants as c
from . import sockets
from .errors import Again

_PAUSE_S = 0.01


class Socket(sockets.Socket):
    """A socket whose waiting does not stop the event loop."""

    async def poll(self, timeout=None, flags=c.POLLIN):
        loop = asyncio.get_running_loop()
        forever = timeout is None or timeout < 0
        until = None if forever else loop.time() + timeout / 1000.0
        while not super().poll(0):
            if not forever and loop.time() >= until:
                return 0
            await asyncio.sleep(_PAUSE_S)
        return c.POLLIN

    async def recv_multipart(self, flags=0):
        if not await self.poll(self.getsockopt(c.RCVTIMEO)):
            raise Again()
        # The message is there: the plain way takes it without waiting.
        peer, parts = self._inbox.popleft()
        if self.socket_type == c.REP:
            self._reply_to = peer
        self._awaiting_reply = False
        return parts

    async def recv(self, flags=0):
        return b"".join(await self.recv_multipart(flags))

    async def recv_string(self, flags=0):
        return (await self.recv(flags)).decode("utf-8")

    async def recv_json(self, flags=0):
        return sockets.json.loads((await self.recv(flags)).decode("utf-8"))

    async def send_multipart(self, parts, flags=0):
        super().send_multipart(parts, flags)

    async def send(self, data, flags=0):
        await self.send_multipart([data], flags)

    async def send_string(self, text, flags=0):
        await self.send(text.encode("utf-8"), flags)

    async def send_json(self, value, flags=0):
        await self.send(sockets.json.dumps(value).encode("utf-8"), flags)


class Context(sockets.Context):
    """A context that makes awaitable sockets."""

    _shared = None

    def _new_socket(self, kind):
        return Socket(self, kind)
