"""Processes that are written down and never run."""

from .recording import record


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
