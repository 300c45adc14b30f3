"""The agent once more in a world in which one thing fails: what it does about that is part of what it does."""

import collections
import contextlib
import zlib

from .faults import Otherwise, faults, plain, sort_of
from .scenario import CALL_S, IDLE_S
from .scheduler import scheduler
from .world import world

# Each costs a call, and where the agent has to be made anew, a whole construction: by ``sort_of``.
MOST_WHEN_MADE = (12, 4, 6)
MOST_PER_CALL = (4, 2, 3)
MOST_IN_THREADS = (8, 2, 6)
MOST = 200
# No step of the ordinary calls has such a number.
FIRST_NUMBER = 1000000


class Hardships:
    """What one class was seen to reach for, and with which errors it is ready for that to fail."""

    def __init__(self, scenario, class_name, construct):
        self.scenario, self.class_name, self.construct = scenario, class_name, construct
        # (name of the step, what it calls, place, class of the error or None for a refusal); each place only in the first call that comes to it.
        self.met = []
        self.known = set()
        self.left = MOST

    @contextlib.contextmanager
    def watching(self, name, function):
        """Note what a step reaches for; without a function it is the construction, without a name the time after it."""
        faults.watched = {}
        try:
            yield
        finally:
            watched, faults.watched = faults.watched, None
        for place, kinds in watched.items():
            for kind in kinds + [None] * (place[1] == "send" and place[2].startswith("REQ ")):
                if (place, kind) not in self.known:
                    self.known.add((place, kind))
                    self.met.append((name if place[0] == "call" else None, function, place, kind))

    def suffer(self):
        """One step for each; nothing of it is among what is left at the end."""
        made = "%s()" % self.class_name
        ordinary = _first([one for one in self.met if one[0] not in (made, None)], MOST_PER_CALL)
        try:
            for one in _first([one for one in self.met if one[0] == made], MOST_WHEN_MADE):
                self._begin_anew()
                self._fail(one, self.construct)
            for one in _first([one for one in self.met if one[0] is None], MOST_IN_THREADS):
                self._fail_in_thread(one)
            self._begin_anew()
            if ordinary and self._is_made():
                for one in ordinary:
                    self._fail(one, one[1])
        finally:
            self._end()

    @staticmethod
    def _begin(place, kind):
        world.refuses = kind is None
        if kind is not None:
            faults.begin(place, kind)

    @staticmethod
    def _end():
        world.refuses = False
        faults.end()

    def _begin_anew(self):
        self._end()
        self.scenario.begin_anew()

    def _is_made(self):
        scenario = self.scenario
        scenario.begin(FIRST_NUMBER)
        task = scheduler.spawn(self.construct, "call")
        scheduler.finish(lambda: task.is_done, CALL_S)
        scenario.take_changes()
        return task.is_done and task.error is None

    def _named(self, name, place, kind):
        told = "%s when %s" % (name, _words(place, kind))
        return told, FIRST_NUMBER + zlib.crc32(told.encode()) % FIRST_NUMBER

    def _fail(self, met, function):
        name, _, place, kind = met
        if self.left == 0:
            return
        self.left -= 1
        told, number = self._named(name, place, kind)
        self._begin(place, kind)
        task = self.scenario.call(told, function, number)
        self._end()
        if not task.is_done:
            scheduler.park(task)
        self.scenario.leave_out_threads()

    def _fail_in_thread(self, met):
        _, _, place, kind = met
        if self.left == 0:
            return
        self.left -= 1
        self._begin_anew()
        # A thread may reach for something only once, and then wait for it for ever.
        self._begin(place, kind)
        if not self._is_made():
            return
        told, number = self._named("thread %s" % plain(place[0]), place, kind)
        self.scenario.begin(number)
        scheduler.finish(lambda: False, IDLE_S)
        self._end()
        goes_on = any(task.thread and not task.is_base and plain(task.name) == place[0] for task in scheduler.live)
        self.scenario.step(told, outcome={"returned": "it goes on" if goes_on else "it ends"})
        self.scenario.leave_out_threads()


def _first(met, most):
    """Of each step the first few of every sort."""
    counts = collections.Counter()
    found = []
    for one in sorted(met, key=lambda one: sort_of(one[2])):
        sort = (one[0], sort_of(one[2]))
        counts[sort] += 1
        if counts[sort] <= most[sort[1]]:
            found.append(one)
    return found


def _words(place, kind):
    if kind is None:
        return "%s is answered with an error" % place[2]
    if kind is Otherwise:
        return "it is otherwise than usual that %s" % place[2]
    return "%s %s raises %s" % (place[1:] + (kind.__name__,))
