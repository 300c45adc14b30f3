"""What is out there fails: at one place that the agent was seen to reach, with an error that its own text catches there."""

import ast
import errno
import sys

from .scheduler import scheduler

# Errors of one kind that are tried at one place: an agent tells a few of them apart.
ERRORS_PER_PLACE = 3
# How often a place fails: a loop that goes on at once would never come to an end.
TIMES = 5

# What a block is called that the agent guards, by the function that it stands in.
BLOCK = "the block of %s that begins with"
QUESTION = "that"

_WORDS = "it fails while the agent is checked"


class Faults:
    """Watches which places outside the agent reaches, and lets one of them fail from then on."""

    def __init__(self):
        self.watched = None
        self.failing = None
        self.left = 0
        self.path = ""
        self.handlers = []

    def begin(self, place, kind):
        """Let a place fail from now on, until ``end`` or for so long that nobody tries again at once."""
        self.failing, self.left = (place, kind), TIMES

    def end(self):
        self.failing = None

    def read(self, source, path):
        """Know the handlers of a module by the lines that they guard."""
        self.path = path
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.Try):
                inside = range(node.body[0].lineno, node.body[-1].end_lineno + 1)
                self.handlers.append((inside, [one.type for one in node.handlers]))
        self.handlers.sort(key=lambda one: len(one[0]))

    def reach(self, kind, subject):
        """Called before anything happens out there; raises what was asked for."""
        self._happen(kind, subject, self._caught_around)

    def enter(self, function, line):
        """Called before a block of the agent's begins that it guards: whatever stands in it may fail."""
        self._happen(BLOCK % function, line, self._caught_at_once)

    def answer(self, question, usual):
        """What something that is not there answers to whether it is so: the other way round where that is to be tried."""
        is_otherwise = self._is_due(QUESTION, question, lambda _: [Otherwise])
        return not usual if is_otherwise else usual

    def _happen(self, kind, subject, caught):
        if self._is_due(kind, subject, caught):
            raise _made(self.failing[1])

    def _is_due(self, kind, subject, caught):
        """Whether what is to fail is this; notes what may, while that is watched."""
        task = scheduler.running
        if task.in_base or self.watched is None and self.failing is None:
            return False
        place = ("call" if task.thread is None else plain(task.name), kind, subject)
        if self.failing is None:
            if place not in self.watched:
                self.watched[place] = caught(sys._getframe(3))[:ERRORS_PER_PLACE]
            return False
        if self.failing[0] != place or self.left == 0:
            return False
        self.left -= 1
        return True

    def _caught_around(self, frame):
        """Classes that the agent catches around the call that is being made, the innermost handler first."""
        found = []
        while frame is not None:
            if frame.f_code.co_filename == self.path:
                found += [kind for kind in self._caught_in(frame) if kind not in found]
            frame = frame.f_back
        return found

    def _caught_at_once(self, frame):
        return list(self._caught_in(frame, 1))

    def _caught_in(self, frame, most=None):
        around = [types for inside, types in self.handlers if frame.f_lineno in inside]
        for types in around[:most]:
            yield from _classes(types, frame)


class Otherwise(Exception):
    """In the place of an error: what is asked is answered the other way round."""


def sort_of(place):
    """0 for what is out there, 1 for a question to something that is not there, 2 for one of the agent's own blocks."""
    return 1 if place[1] == QUESTION else 2 if place[1].startswith(BLOCK.partition("%")[0]) else 0


def plain(name):
    """Of a method, also where a migration had to make room for one of the base's."""
    return (name[len("_own_"):] if name.startswith("_own_") else name).lstrip("_")


def _classes(types, frame):
    for node in types:
        try:
            caught = Exception if node is None else eval(compile(ast.Expression(node), "handler", "eval"), frame.f_globals, frame.f_locals)
        except Exception:
            continue
        for kind in caught if isinstance(caught, tuple) else (caught,):
            if isinstance(kind, type) and issubclass(kind, Exception):
                yield kind


def _made(kind):
    """An error of that kind; one of the machine where the agent catches any."""
    if kind is Exception or kind is OSError:
        return OSError(errno.EIO, _WORDS)
    has_number = issubclass(kind, OSError) or hasattr(kind, "has_number")
    for arguments in ((errno.EIO, _WORDS) if has_number else (_WORDS,), ()):
        try:
            return kind(*arguments)
        except Exception:
            continue
    made = kind.__new__(kind)
    made.args = (_WORDS,)
    return made


faults = Faults()
