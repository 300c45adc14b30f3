"""Keeps the agent in: limits of the process, a scratch folder for all that it writes, and a hook that refuses the rest.

The hook cannot be removed from Python. It is the second line: whoever starts
this process ends its whole group, and cuts its network where the system can.
"""

import builtins
import io
import itertools
import os
import shutil
import sys
import tempfile

from .recording import places, record

MEMORY_BYTES = 2 << 30
CPU_SECONDS = 40
FILE_BYTES = 64 << 20
OPEN_FILES = 256
COPIED_BYTES = 16 << 20
ERROR_CHARACTERS = 30000

_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_REFUSED = frozenset(
    "subprocess.Popen os.system os.exec os.posix_spawn os.spawn os.fork os.forkpty pty.spawn os.kill os.killpg "
    "signal.pthread_kill os.startfile os.chmod os.chown os.link os.symlink os.truncate os.chflags os.setxattr "
    "os.removexattr os.lockf socket.connect socket.bind socket.sendto socket.sendmsg socket.getaddrinfo "
    "socket.gethostbyname socket.gethostbyaddr socket.getnameinfo socket.sethostname".split()
)
_CHANGING = frozenset("os.remove os.rename os.mkdir os.rmdir os.utime".split())

_open, _os_open, _stat, _listdir, _scandir = io.open, os.open, os.stat, os.listdir, os.scandir
_mkdir, _remove, _rename, _replace, _rmdir = os.mkdir, os.remove, os.rename, os.replace, os.rmdir


def limit_process():
    try:
        import resource
    except ImportError:
        return
    for name, value in (
        ("RLIMIT_AS", MEMORY_BYTES), ("RLIMIT_CPU", CPU_SECONDS), ("RLIMIT_FSIZE", FILE_BYTES),
        ("RLIMIT_NOFILE", OPEN_FILES), ("RLIMIT_CORE", 0), ("RLIMIT_NPROC", 256),
    ):
        try:
            resource.setrlimit(getattr(resource, name), (value, value))
        except (AttributeError, ValueError, OSError):
            continue


class _BoundedErrors(io.TextIOBase):
    """Standard error of an agent that says no end of it: a pipe that is full of that would end all of the run."""

    def __init__(self, out):
        self._out, self._left = out, ERROR_CHARACTERS

    def write(self, text):
        if self._left > 0:
            self._out.write(text[: self._left])
        self._left -= len(text)
        return len(text)

    def flush(self):
        self._out.flush()

    def fileno(self):
        return self._out.fileno()


def limit_errors():
    sys.stderr = _BoundedErrors(sys.stderr)


class Overlay:
    """Files that the agent writes, under their own paths below the scratch folder; everything else is read where it is.

    The agent starts in the scratch folder, where also libraries that do not
    ask Python may write, and finds the workspace's files there.
    """

    def __init__(self, scratch, workspace):
        self.scratch = os.path.realpath(scratch)
        self.workspace = workspace
        self.root = os.path.join(self.scratch, "files")
        self.removed = set()
        _mkdir(self.root)
        places[self.root] = ""
        places[self.scratch] = "/scratch"

    def is_inside(self, path):
        real = os.path.realpath(os.fsdecode(path))
        return real == self.scratch or real.startswith(self.scratch + os.sep)

    def place(self, path):
        """Where a file of that name is written."""
        if isinstance(path, int) or self.is_inside(path) or os.fsdecode(path) == os.devnull:
            return path
        absolute = os.path.abspath(os.fsdecode(path))
        return os.path.join(self.root, absolute.replace(":", "").lstrip("/\\"))

    def found(self, path):
        """Where a file of that name is read."""
        if isinstance(path, int):
            return path
        placed = self.place(path)
        if _is_there(placed) or os.path.abspath(placed) in self.removed:
            return placed
        return self.in_workspace(path)

    def in_workspace(self, path):
        """A path below the folder that the agent starts in, as one below the workspace; any other as it is."""
        if not self.is_inside(path):
            return path
        found = os.path.join(self.workspace, os.path.relpath(os.path.realpath(os.fsdecode(path)), self.scratch))
        return found if _is_there(found) else path

    def entries(self, path):
        """What is in a folder, by name: what was there, what was written, without what was removed."""
        placed = self.place(path)
        places = [place for place in (self.in_workspace(path), placed) if _is_there(place)]
        found = {entry.name: entry for place in places or [path] for entry in _scandir(place)}
        gone = [name for name in found if os.path.abspath(os.path.join(placed, name)) in self.removed]
        return {name: found[name] for name in sorted(found) if name not in gone}

    def for_writing(self, path, keeps=False):
        placed = self.place(path)
        if isinstance(placed, int) or os.fsdecode(placed) == os.devnull:
            return placed
        self.removed.discard(os.path.abspath(placed))
        # Folders for logs and caches are seldom under version control.
        os.makedirs(os.path.dirname(os.path.abspath(os.fsdecode(placed))), exist_ok=True)
        if keeps and not os.path.lexists(placed):
            source = self.in_workspace(path)
            try:
                if os.path.isfile(source) and os.path.getsize(source) <= COPIED_BYTES:
                    shutil.copyfile(source, placed)
            except OSError:
                pass
        return placed


class _Scan:
    """What ``os.scandir`` gives."""

    def __init__(self, entries):
        self._entries = iter(entries)

    def __iter__(self):
        return self._entries

    def __next__(self):
        return next(self._entries)

    def close(self):
        pass

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass


def _is_there(path):
    try:
        _stat(path)
        return True
    except OSError:
        return False


def _shown(path):
    return os.path.basename(os.fsdecode(path)) if not isinstance(path, int) else "descriptor"


def install_overlay(overlay):
    def opened(file, mode="r", *rest, **options):
        if not any(letter in mode for letter in "wax+"):
            return _open(overlay.found(file) if not isinstance(file, int) else file, mode, *rest, **options)
        record("file", "write %s" % _shown(file), None)
        made = _open(overlay.for_writing(file, keeps="w" not in mode), mode, *rest, **options)
        return made

    def os_opened(path, flags, mode=0o777, *, dir_fd=None):
        if flags & _WRITING and dir_fd is None:
            return _os_open(overlay.for_writing(path, keeps=not flags & os.O_TRUNC), flags, mode)
        return _os_open(overlay.found(path) if dir_fd is None else path, flags, mode, dir_fd=dir_fd)

    def made_folder(path, mode=0o777, *, dir_fd=None):
        placed = overlay.place(path)
        if placed != path:
            if os.path.isdir(path):
                raise FileExistsError(17, "File exists", path)
            os.makedirs(os.path.dirname(placed), exist_ok=True)
        _mkdir(placed, mode)

    def removed(path, *, dir_fd=None):
        placed = overlay.place(path)
        record("file", "remove %s" % _shown(path), None)
        if not os.path.lexists(placed) and not os.path.lexists(overlay.found(path)):
            raise FileNotFoundError(2, "No such file or directory", path)
        overlay.removed.add(os.path.abspath(placed))
        if os.path.lexists(placed):
            _remove(placed)

    def renamed(source, target, **_):
        record("file", "rename to %s" % _shown(target), None)
        _replace(overlay.for_writing(source, keeps=True), overlay.for_writing(target))

    def listed(path="."):
        return _listdir(path) if isinstance(path, int) else list(overlay.entries(path))

    def scanned(path="."):
        return _scandir(path) if isinstance(path, int) else _Scan(overlay.entries(path).values())

    def status(path, *, dir_fd=None, follow_symlinks=True):
        if dir_fd is None and not isinstance(path, int):
            path = overlay.found(path)
        return _stat(path, dir_fd=dir_fd, follow_symlinks=follow_symlinks)

    builtins.open = io.open = opened
    os.open, os.mkdir, os.remove, os.unlink = os_opened, made_folder, removed, removed
    os.rename = os.replace = renamed
    os.rmdir = lambda path, **_: _rmdir(overlay.place(path))
    os.listdir, os.scandir, os.stat = listed, scanned, status
    tempfile.tempdir = overlay.scratch
    tempfile._name_sequence = map("%08d".__mod__, itertools.count(1))


def refuse_the_rest(overlay):
    busy = []

    def hook(event, args):
        if event in _REFUSED:
            raise PermissionError("%s is not available while an agent is checked" % event)
        if event == "ctypes.dlopen" and args[0] is not None or event == "ctypes.dlsym" and not str(args[1]).startswith("Py"):
            raise OSError("native libraries are not available while an agent is checked")
        changed = _changed(event, args)
        if changed is None or busy:
            return
        busy.append(event)
        try:
            allowed = os.fsdecode(changed) == os.devnull or overlay.is_inside(changed)
        finally:
            busy.pop()
        if not allowed:
            raise PermissionError("%s outside the scratch folder" % event)

    try:
        import _posixsubprocess

        _posixsubprocess.fork_exec = None
    except ImportError:
        pass
    sys.addaudithook(hook)


def _changed(event, args):
    """The path that an event would change."""
    if event == "open":
        path, mode, flags = args
        writes = flags & _WRITING if isinstance(flags, int) else isinstance(mode, str) and mode[:1] in "wax"
        return path if writes and isinstance(path, (str, bytes)) else None
    if event in _CHANGING:
        return args[1] if event == "os.rename" and isinstance(args[1], (str, bytes)) else args[0]
    return None


leave = os._exit
