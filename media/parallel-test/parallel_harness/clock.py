"""Time and chance without surprises: the clock is the scheduler's, every draw follows from the step it is made in."""

import datetime
import os
import random
import time
import uuid

from .scheduler import scheduler

# The first step begins here. A step is longer than anybody waits within one, so the clock never goes back.
EPOCH_S = 1_700_000_000.0
STEP_S = 100.0


def now():
    """Seconds since 1970 as the agent sees them: frozen while it computes, later by what the thread itself waited."""
    return EPOCH_S + scheduler.step * STEP_S + scheduler.tick().elapsed


def uptime():
    return now() - EPOCH_S + 1000.0


def _sleep(seconds):
    scheduler.wait(None, float(seconds))


def _bytes(count):
    task = scheduler.running
    task.draws += 1
    return random.Random("%d %d" % (scheduler.step, task.draws)).getrandbits(8 * count).to_bytes(count, "big") if count else b""


class _Frozen(type):
    """``isinstance`` and ``issubclass`` of the stand-in accept the real ones too."""

    def __instancecheck__(cls, value):
        return isinstance(value, cls._real)

    def __subclasscheck__(cls, kind):
        return issubclass(kind, cls._real)


class SimulatedDatetime(datetime.datetime, metaclass=_Frozen):
    _real = datetime.datetime

    @classmethod
    def now(cls, tz=None):
        return cls.fromtimestamp(now(), tz) if tz else cls.utcfromtimestamp(now())

    @classmethod
    def utcnow(cls):
        return cls.utcfromtimestamp(now())

    @classmethod
    def today(cls):
        return cls.utcfromtimestamp(now())


class SimulatedDate(datetime.date, metaclass=_Frozen):
    _real = datetime.date

    @classmethod
    def today(cls):
        moment = SimulatedDatetime.utcnow()
        return cls(moment.year, moment.month, moment.day)


_gmtime, _strftime, _ctime = time.gmtime, time.strftime, time.ctime


def _moment(seconds=None):
    return _gmtime(now() if seconds is None else seconds)


def seed():
    """Chance begins anew with each step."""
    random.seed(scheduler.step)


def install():
    time.time = now
    time.monotonic = time.perf_counter = time.process_time = time.thread_time = uptime
    time.time_ns = lambda: int(now() * 1e9)
    time.monotonic_ns = time.perf_counter_ns = lambda: int(uptime() * 1e9)
    time.sleep = _sleep
    time.gmtime = time.localtime = _moment
    time.strftime = lambda form, moment=None: _strftime(form, _moment() if moment is None else moment)
    time.ctime = lambda seconds=None: _ctime(now() if seconds is None else seconds)
    datetime.datetime, datetime.date = SimulatedDatetime, SimulatedDate
    os.urandom = random._urandom = _bytes
    uuid.uuid4 = lambda: uuid.UUID(bytes=_bytes(16), version=4)
    uuid.uuid1 = lambda node=None, clock_seq=None: uuid.uuid4()
    os.getpid = lambda: 4242
    os.getppid = lambda: 4241
    os.cpu_count = lambda: 4
    os.getloadavg = lambda: (0.5, 0.5, 0.5)
