"""An event loop of ``asyncio`` that sleeps on the scheduler and has no network."""

import asyncio
import selectors

from .recording import Resource, record
from .scheduler import scheduler
from .sockets import refused


class _Selector(selectors.SelectSelector):
    """Sleeps on the scheduler; nothing ever becomes readable but the loop's own wake-up."""

    def __init__(self):
        super().__init__()
        self.is_woken = False

    def select(self, timeout=None):
        scheduler.wait(lambda: self.is_woken, timeout)
        self.is_woken = False
        return []


class Loop(asyncio.SelectorEventLoop):
    def __init__(self):
        self._wake = _Selector()
        super().__init__(self._wake)

    def time(self):
        return scheduler.now

    def _make_self_pipe(self):
        self._internal_fds = 0

    def _close_self_pipe(self):
        pass

    def _write_to_self(self):
        self._wake.is_woken = True

    def add_signal_handler(self, number, callback, *args):
        record("signal", str(int(number)), None)

    def remove_signal_handler(self, number):
        return True

    async def create_connection(self, *_, **__):
        refused()

    async def create_server(self, factory, host=None, port=None, **_):
        record("open", "server %s" % port, None)
        return _Server(port)


class _Server:
    def __init__(self, port):
        self.resource = Resource("server", str(port))
        self.sockets = ()

    def close(self):
        self.resource.close()

    async def wait_closed(self):
        pass

    async def serve_forever(self):
        await asyncio.get_running_loop().create_future()

    async def __aenter__(self):
        return self

    async def __aexit__(self, *_):
        self.close()


class Policy(asyncio.DefaultEventLoopPolicy):
    def new_event_loop(self):
        return Loop()
