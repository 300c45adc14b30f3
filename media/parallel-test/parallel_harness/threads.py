"""``threading`` on the scheduler: locks, threads and timers that take turns."""

import _thread
import concurrent.futures
import concurrent.futures.thread
import itertools
import queue
import threading

from .clock import uptime
from .recording import record
from .scheduler import scheduler

_numbers = itertools.count(1)


class Lock:
    """Also a semaphore's and a condition's inside: those are written in Python on top of it."""

    def __init__(self):
        self._is_locked = False

    def acquire(self, blocking=True, timeout=-1):
        if not blocking:
            scheduler.tick()
            if self._is_locked:
                return False
        elif not scheduler.wait(lambda: not self._is_locked, None if timeout is None or timeout < 0 else timeout):
            return False
        self._is_locked = True
        return True

    def release(self):
        if not self._is_locked:
            raise RuntimeError("release unlocked lock")
        self._is_locked = False

    def locked(self):
        return self._is_locked

    def _at_fork_reinit(self):
        self._is_locked = False

    def __enter__(self):
        self.acquire()
        return self

    def __exit__(self, *_):
        self.release()


class RLock:
    def __init__(self):
        self._owner = None
        self._count = 0

    def acquire(self, blocking=True, timeout=-1):
        me = _thread.get_ident()
        free = lambda: self._owner in (None, me)  # noqa: E731
        if not blocking:
            if not free():
                return False
        elif not scheduler.wait(free, None if timeout is None or timeout < 0 else timeout):
            return False
        self._owner = me
        self._count += 1
        return True

    def release(self):
        if self._owner != _thread.get_ident():
            raise RuntimeError("cannot release un-acquired lock")
        self._count -= 1
        if self._count == 0:
            self._owner = None

    def __enter__(self):
        self.acquire()
        return self

    def __exit__(self, *_):
        self.release()

    # What threading.Condition asks of a lock that can be taken twice.
    def _is_owned(self):
        return self._owner == _thread.get_ident()

    def _release_save(self):
        state, self._owner, self._count = (self._owner, self._count), None, 0
        return state

    def _acquire_restore(self, state):
        scheduler.wait(lambda: self._owner is None)
        self._owner, self._count = state

    def _at_fork_reinit(self):
        self._owner, self._count = None, 0


class Thread:
    """Stands for ``threading.Thread``; the agent may subclass it."""

    def __init__(self, group=None, target=None, name=None, args=(), kwargs=None, *, daemon=None):
        self._target, self._args, self._kwargs = target, args, kwargs or {}
        self.name = str(name) if name else "Thread-%d" % next(_numbers)
        self._has_own_name = bool(name)
        self.daemon = bool(daemon)
        self._task = None

    @property
    def purpose(self):
        """What it is known by in both versions: the function that it runs."""
        if self._target is None:
            return type(self).__name__
        return getattr(self._target, "__name__", None) or type(self._target).__name__

    def run(self):
        if self._target is not None:
            self._target(*self._args, **self._kwargs)

    def start(self):
        if self._task is not None:
            raise RuntimeError("threads can only be started once")
        is_base = scheduler.running.in_base
        record("thread", self.purpose, {"daemon": self.daemon})
        self._task = scheduler.spawn(self.run, self.purpose, is_base)
        self._task.thread = self

    def join(self, timeout=None):
        if self._task is None:
            raise RuntimeError("cannot join thread before it is started")
        scheduler.wait(lambda: self._task.is_done or self._task.is_parked, timeout)

    def is_alive(self):
        return self._task is not None and not self._task.is_done

    @property
    def ident(self):
        return None if self._task is None else self._task.number + 1

    native_id = ident

    def getName(self):
        return self.name

    def setName(self, name):
        self.name = name

    def isDaemon(self):
        return self.daemon

    def setDaemon(self, daemon):
        self.daemon = daemon


class Timer(Thread):
    def __init__(self, interval, function, args=None, kwargs=None):
        super().__init__(target=function, args=args or (), kwargs=kwargs)
        self.interval, self.function = interval, function
        self.finished = threading.Event()

    def cancel(self):
        self.finished.set()

    def run(self):
        if not self.finished.wait(self.interval):
            super().run()
        self.finished.set()


class ThreadPoolExecutor(concurrent.futures.Executor):
    """Each job in a thread of its own, started when it is handed in."""

    def __init__(self, max_workers=None, thread_name_prefix="", initializer=None, initargs=()):
        self._max_workers = max_workers
        self._is_shut = False
        self._threads = []
        record("open", "executor", None)

    def submit(self, fn, /, *args, **kwargs):
        if self._is_shut:
            raise RuntimeError("cannot schedule new futures after shutdown")
        future = concurrent.futures.Future()
        thread = Thread(target=fn, args=(future, fn, args, kwargs))
        thread.run = lambda: _fulfil(future, fn, args, kwargs)
        self._threads.append(thread)
        thread.start()
        return future

    def shutdown(self, wait=True, *, cancel_futures=False):
        self._is_shut = True
        record("close", "executor", None)
        for thread in self._threads if wait else ():
            thread.join()


def _fulfil(future, function, args, kwargs):
    if not future.set_running_or_notify_cancel():
        return
    try:
        future.set_result(function(*args, **kwargs))
    except BaseException as error:
        future.set_exception(error)


class _First:
    """The thread that the program starts in."""

    name, daemon, ident, native_id = "MainThread", False, 1, 1

    def is_alive(self):
        return True

    def getName(self):
        return self.name

    def isDaemon(self):
        return False

    def join(self, timeout=None):
        raise RuntimeError("cannot join the main thread")


_first = _First()


def _current():
    return scheduler.running.thread or _first


def _alive():
    return [_first] + [task.thread for task in scheduler.tasks if task.thread and task.thread.is_alive()]


def install():
    threading.Lock = threading._allocate_lock = Lock
    threading.RLock = RLock
    threading.Thread = Thread
    threading.Timer = Timer
    threading.current_thread = threading.currentThread = _current
    threading.main_thread = lambda: _first
    threading.enumerate = _alive
    threading.active_count = threading.activeCount = lambda: len(_alive())
    threading.get_ident = lambda: _current().ident
    _thread.start_new_thread = lambda function, args, kwargs=None: Thread(
        target=function, args=args, kwargs=kwargs
    ).start()
    # Both took the real clock along when they were imported.
    threading._time = queue.time = uptime
    queue.SimpleQueue = queue._PySimpleQueue
    concurrent.futures.ThreadPoolExecutor = concurrent.futures.thread.ThreadPoolExecutor = ThreadPoolExecutor
