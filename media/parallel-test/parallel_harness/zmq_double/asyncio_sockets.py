"""``zmq.asyncio``: the same sockets with calls that are awaited."""

import asyncio
import json

from ..scheduler import scheduler
from . import contexts, sockets
from .names import CONSTANTS, NOBLOCK, POLLIN, POLLOUT, SNDMORE


class Socket(sockets.Socket):
    async def _readable(self, timeout):
        """Whether something arrived in time; the loop goes on meanwhile."""
        if sockets.Socket._is_readable(self):
            return True
        waiter = asyncio.get_running_loop().create_future()
        self.__dict__.setdefault("waiters", []).append((asyncio.get_running_loop(), waiter))
        done, _ = await asyncio.wait([waiter], timeout=timeout)
        return bool(done)

    def arrive(self, parts):
        super().arrive(parts)
        for loop, waiter in self.__dict__.pop("waiters", []):
            loop.call_soon_threadsafe(lambda one=waiter: one.done() or one.set_result(None))

    async def recv_multipart(self, flags=0, copy=True, track=False):
        patience = self.options.get(CONSTANTS["RCVTIMEO"], -1)
        if not flags & NOBLOCK:
            await self._readable(None if patience is None or patience < 0 else patience / 1000.0)
        return super().recv_multipart(NOBLOCK, copy)

    async def recv(self, flags=0, copy=True, track=False):
        return b"".join(await self.recv_multipart(flags))

    async def recv_string(self, flags=0, encoding="utf-8"):
        return (await self.recv(flags)).decode(encoding)

    async def recv_json(self, flags=0, **_):
        return json.loads((await self.recv(flags)).decode("utf-8"))

    async def recv_pyobj(self, flags=0):
        return await self.recv_json(flags)

    async def poll(self, timeout=None, flags=POLLIN):
        if flags & POLLOUT:
            return POLLOUT
        self._check()
        found = await self._readable(None if timeout is None or timeout < 0 else timeout / 1000.0)
        return POLLIN if found else 0

    async def send(self, data, flags=0, copy=True, track=False, **_):
        super().send(data, flags)

    async def send_multipart(self, parts, flags=0, copy=True, track=False, **_):
        for part in parts[:-1]:
            super().send(part, flags | SNDMORE)
        super().send(parts[-1], flags)

    async def send_string(self, text, flags=0, **_):
        super().send(text.encode("utf-8"), flags)

    async def send_json(self, value, flags=0, **_):
        super().send(json.dumps(value).encode("utf-8"), flags)


class Context(contexts.Context):
    socket_class = Socket


class Poller(contexts.Poller):
    async def poll(self, timeout=None):
        patience = None if timeout is None or timeout < 0 else timeout / 1000.0
        until = None if patience is None else scheduler.now + patience
        while not self._ready() and (until is None or scheduler.now < until):
            await asyncio.sleep(0.05)
        return self._ready()
