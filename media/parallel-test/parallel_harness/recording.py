"""What is written down: events of each step, and values in a form that two runs can be compared in."""

import collections
import datetime
import json
import pathlib
import re
import types

from .faults import faults
from .scheduler import scheduler

DEPTH = 6
ITEMS = 60
TEXT = 2000
# Of one kind, by one thread and to one thing, within a step: a loop makes as many as the clock lets it.
EVENTS_PER_SUBJECT = 100
# Kinds of events that somebody outside takes part in.
REACHING = frozenset(("open", "send", "call", "sql", "file", "process"))

_ADDRESS = re.compile(r"0x[0-9a-f]{6,}")
# Of a line in a traceback: a migration moves the others down.
_LINE_NUMBER = re.compile(r'(?<=", line )[0-9]+')

# Folders that are others in each run, by what is written for them.
places = {}
# Events since the current step began, and how many of each sort; the scenario takes them away at its end.
events = []
_counts = collections.Counter()
# Every resource that was opened, in order; each says whether it is open.
resources = []


class Resource:
    """Something that is opened and closed: a socket, a database, a file."""

    def __init__(self, kind, name):
        self.kind, self.name = kind, name
        self.is_base = scheduler.running.in_base
        self.is_open = True
        resources.append(self)

    def close(self):
        self.is_open = False


def record(kind, subject, detail):
    """Write down an event of the thread that runs; one that would reach out of the agent may fail instead."""
    if kind in REACHING:
        faults.reach(kind, subject)
    task = scheduler.running
    sort = (kind, subject, task.name, task.in_base)
    _counts[sort] += 1
    if _counts[sort] <= EVENTS_PER_SUBJECT:
        events.append(
            {"kind": kind, "subject": subject, "detail": canonical(detail), "base": task.in_base, "thread": task.name}
        )


def take_events():
    taken, events[:] = list(events), []
    _counts.clear()
    return taken


def text_of(value):
    """Text without what differs from one process to the next."""
    if len(value) <= TEXT and "/" not in value and "\\" not in value and "0x" not in value:
        return value
    for place, shown in places.items():
        value = value.replace(place, shown)
    value = _LINE_NUMBER.sub("…", value)
    return _ADDRESS.sub("0x", value if len(value) <= TEXT else value[:TEXT] + "…")


def message_of(error):
    try:
        return {"type": type(error).__name__, "message": text_of(str(error))}
    except Exception:
        return {"type": type(error).__name__, "message": ""}


def payload(data):
    """Bytes of a message by what they mean: JSON as its value, text as text."""
    if isinstance(data, (bytes, bytearray, memoryview)):
        data = bytes(data)
        try:
            data = data.decode("utf-8")
        except UnicodeDecodeError:
            return {"~bytes": data[:200].hex()}
    if isinstance(data, str):
        try:
            return canonical(json.loads(data))
        except ValueError:
            return text_of(data)
    return canonical(data)


def canonical(value, depth=DEPTH, seen=()):
    """Plain data that says the same of equal values in two processes. Never runs code of the value's class."""
    if value is None or isinstance(value, (bool, int)) and type(value) in (bool, int):
        return value if not isinstance(value, int) or abs(value) < 2**53 else {"~int": str(value)}
    kind = type(value)
    if kind is str:
        return text_of(value)
    if kind is float:
        return value if value == value and abs(value) != float("inf") else {"~float": repr(value)}
    if kind in (bytes, bytearray):
        return {"~bytes": bytes(value[:200]).hex()}
    own = getattr(kind, "_recorded_as", None)
    if own is not None:
        return own(value)
    if depth == 0 or any(value is one for one in seen):
        return {"~": kind.__name__}
    return _compound(value, kind, depth - 1, seen + (value,))


def _compound(value, kind, depth, seen):
    if isinstance(value, dict) and kind.__module__ in ("builtins", "collections"):
        pairs = list(dict.items(value))[:ITEMS]
        return {_key(key): canonical(item, depth, seen) for key, item in pairs}
    if kind in (list, tuple, collections.deque):
        return [canonical(item, depth, seen) for item in list(value)[:ITEMS]]
    if kind in (set, frozenset):
        items = [canonical(item, depth, seen) for item in list(value)[:ITEMS]]
        return {"~set": sorted(items, key=lambda item: json.dumps(item, sort_keys=True))}
    if isinstance(value, (datetime.date, datetime.time, datetime.timedelta, datetime.tzinfo)):
        return {"~time": str(value)}
    if isinstance(value, BaseException):
        return {"~error": message_of(value)}
    if isinstance(value, (types.FunctionType, types.MethodType, types.BuiltinFunctionType)):
        return {"~function": getattr(value, "__name__", "")}
    if isinstance(value, types.ModuleType):
        return {"~module": value.__name__}
    if isinstance(value, type):
        return {"~class": value.__name__}
    if kind in (pathlib.PosixPath, pathlib.WindowsPath):
        return {"~path": text_of(str(value))}
    if isinstance(value, re.Pattern):
        return {"~pattern": text_of(str(value.pattern))}
    return _instance(value, kind, depth, seen)


def _instance(value, kind, depth, seen):
    if kind.__module__ in ("threading", "logging", "_thread") or kind.__module__.startswith("parallel_harness"):
        return {"~": _plain_kind(value, kind)}
    try:
        attributes = object.__getattribute__(value, "__dict__")
    except AttributeError:
        return {"~": kind.__name__}
    if not isinstance(attributes, dict):
        return {"~": kind.__name__}
    shown = {name: canonical(item, depth, seen) for name, item in list(attributes.items())[:ITEMS]}
    return {"~": kind.__name__, "attributes": shown}


def _plain_kind(value, kind):
    purpose = getattr(value, "purpose", None)
    if isinstance(purpose, str):
        return "Thread %s" % purpose
    if kind.__module__ == "threading" and kind.__name__ == "Event":
        return "Event set" if value.is_set() else "Event"
    return kind.__name__


def _key(key):
    return text_of(key) if type(key) is str else "%s:%s" % (type(key).__name__, text_of(str(key)) if isinstance(key, (int, float, bool, tuple, bytes, type(None), pathlib.PurePath)) else "")
