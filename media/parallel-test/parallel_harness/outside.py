"""The standard library's ways out: sockets, processes, databases, signals, servers, the event loop."""

import asyncio
import errno
import multiprocessing
import os
import selectors
import signal
import socket
import socketserver
import sqlite3
import subprocess

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

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


def _refused(*_, **__):
    raise ConnectionRefusedError(errno.ECONNREFUSED, "Connection refused")


class Process:
    """A process that was started, said nothing and ended well."""

    def __init__(self, args=(), *rest, **options):
        record("process", "run", args if isinstance(args, str) else [str(one) for one in args])
        text = options.get("text") or options.get("universal_newlines") or options.get("encoding")
        self.args, self.pid, self.returncode = args, 4243, 0
        self._nothing = "" if text else b""
        self.stdin = self.stdout = self.stderr = None

    def communicate(self, input=None, timeout=None):
        return self._nothing, self._nothing

    def poll(self):
        return 0

    def wait(self, timeout=None):
        return 0

    def kill(self):
        record("process", "end", None)

    terminate = kill

    def send_signal(self, number):
        self.kill()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass


class StartedProcess:
    """``multiprocessing.Process``: written down, never run."""

    def __init__(self, group=None, target=None, name=None, args=(), kwargs=None, *, daemon=None):
        self.target, self.name, self.daemon = target, name or "Process-1", daemon
        self.pid, self.exitcode, self._runs = None, None, False

    def start(self):
        record("process", "start", getattr(self.target, "__name__", type(self).__name__))
        self._runs, self.pid = True, 4244

    def join(self, timeout=None):
        self._runs = False

    terminate = kill = close = join

    def is_alive(self):
        return self._runs


class Cursor(sqlite3.Cursor):
    def execute(self, sql, *rest):
        record("sql", " ".join(sql.split()), list(rest[0]) if rest and isinstance(rest[0], (list, tuple)) else rest)
        return super().execute(sql, *rest)

    def executemany(self, sql, rows):
        rows = list(rows)
        record("sql", " ".join(sql.split()), rows)
        return super().executemany(sql, rows)

    def executescript(self, sql):
        record("sql", " ".join(sql.split()), None)
        return super().executescript(sql)


class Connection(sqlite3.Connection):
    def _recorded_as(self):
        return {"~": "Connection"}

    def cursor(self, factory=Cursor):
        return super().cursor(factory)

    def execute(self, sql, *rest):
        return self.cursor().execute(sql, *rest)

    def executemany(self, sql, rows):
        return self.cursor().executemany(sql, rows)

    def executescript(self, sql):
        return self.cursor().executescript(sql)

    def commit(self):
        record("sql", "commit", None)
        return super().commit()

    def close(self):
        self.resource.close()
        return super().close()


_connect = sqlite3.connect


def _database(overlay):
    def connect(database, *rest, **options):
        shown = os.path.basename(str(database))
        options.update(check_same_thread=False)
        options.setdefault("factory", Connection)
        place = database if str(database) == ":memory:" or options.get("uri") else overlay.for_writing(database, keeps=True)
        made = _connect(place, *rest[:1], **options)
        made.resource = Resource("database", shown)
        record("open", "sqlite %s" % shown, None)
        return made

    return connect


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
        _refused()

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


def _serve_forever(server, poll_interval=0.5):
    server.is_asked_to_stop = False
    scheduler.wait(lambda: server.is_asked_to_stop)


def _stop_serving(server):
    server.is_asked_to_stop = True


_handlers = {}


def _handle(number, handler):
    record("signal", str(int(number)), handler)
    before, _handlers[number] = _handlers.get(number, signal.SIG_DFL), handler
    return before


def install(overlay):
    socket.socket = socket.SocketType = Socket
    socket.create_connection = _refused
    socket.gethostname = socket.getfqdn = lambda *_: "localhost"
    socket.gethostbyname = lambda *_: "127.0.0.1"
    socketserver.BaseServer.serve_forever = _serve_forever
    socketserver.BaseServer.shutdown = _stop_serving
    subprocess.Popen = Process
    os.system = lambda command: Process(command).returncode
    os.popen = lambda command, *_: Process(command)
    os.kill = lambda pid, number: record("process", "kill", int(number))
    multiprocessing.Process = StartedProcess
    sqlite3.connect = sqlite3.dbapi2.connect = _database(overlay)
    signal.signal = _handle
    signal.getsignal = lambda number: _handlers.get(number, signal.SIG_DFL)
    asyncio.set_event_loop_policy(Policy())
    asyncio.new_event_loop = asyncio.events.new_event_loop = Loop
