"""Threads that take turns, and a clock that moves only when all of them wait.

Every thread of the agent is a real thread, but only the one that holds the
baton runs. It gives the baton back when it would wait: for a lock, a message,
a while. So a run is repeatable, an hour of sleeping takes no time, and a
thread that never ends is simply not given the baton again.
"""

import _thread
import time

_start_new_thread = _thread.start_new_thread
_allocate_lock = _thread.allocate_lock
_computed, _clock = time.process_time, time.monotonic

# Calls into the simulated world by one thread within one step; more is an endless loop.
OPERATIONS_PER_STEP = 20000
# How often the clock may move within one step for threads of the agent, and how many times as often for those of its base.
EVENTS_PER_STEP = 5000
BASE_EVENTS_PER_EVENT = 3
# Real seconds after which one that computes nothing waits for what never comes, and after which nobody waits any more.
WAITING_LIMIT_S = 4.0
TURN_LIMIT_S = 25.0
# The least that a wait without patience takes, so that a loop of such waits moves the clock.
LEAST_WAIT_S = 0.001


class Stuck(Exception):
    """A thread does not give the baton back and cannot be stopped: the run is over."""


class Task:
    """One thread of the agent, or one call that the scenario makes."""

    def __init__(self, number, name, function, is_base):
        self.number = number
        self.name = name
        self.function = function
        self.is_base = is_base
        self.thread = None
        self.baton = _allocate_lock()
        self.baton.acquire()
        self.ready = None
        self.wake_at = None
        self.patience = None
        self.is_waiting = False
        self.is_parked = False
        self.is_done = False
        # It did so much within one step that it was given the baton no more.
        self.is_endless = False
        self.interrupted = False
        self.error = None
        self.result = None
        self.operations = 0
        self.elapsed = 0.0
        self.base_depth = 0
        self.draws = 0
        self.served = set()

    @property
    def in_base(self):
        return self.is_base or self.base_depth > 0


class Scheduler:
    """Hands the baton around. Its own methods run in the process's first thread, the controller's."""

    def __init__(self):
        self.tasks = []
        self.live = []
        self.now = 0.0
        # Seconds that threads of the agent have waited within methods of the base, in waits that are over.
        self.lent_to_base = 0.0
        # Seconds of the processor that a thread may compute before it gives the baton back: on a busy machine they take longer.
        self.computing_s = None
        self.step = 0
        # The last step ended before its time, for all that happened in it.
        self.is_cut_off = False
        self.by_thread = {}
        self._controller = _allocate_lock()
        self._controller.acquire()
        # What no thread of the agent runs in: while the scenario itself looks at things.
        self._outside = Task(-1, "outside", None, False)

    # -- for whoever runs --

    @property
    def running(self):
        return self.by_thread.get(_thread.get_ident(), self._outside)

    def tick(self):
        """Count one call into the simulated world; a thread that makes too many does not run on."""
        task = self.running
        task.operations += 1
        if task.operations > OPERATIONS_PER_STEP and task is not self._outside:
            task.is_parked = task.is_endless = True
            self._give_back(task)
        return task

    def wait(self, ready=None, timeout=None):
        """Until ``ready()`` holds or ``timeout`` seconds of the simulated clock are over; whether it holds."""
        task = self.tick()
        self._raise_interrupt(task)
        if ready is not None and ready():
            return True
        if task is self._outside:
            return False
        task.ready = ready
        task.patience = None if timeout is None else max(LEAST_WAIT_S, timeout)
        task.wake_at = None if timeout is None else self.now + task.patience
        task.is_waiting = True
        began = self.now
        self._give_back(task)
        if task.base_depth:
            self.lent_to_base += self.now - began
        # It may be the last who knows the socket that was waited for.
        task.ready = None
        self._raise_interrupt(task)
        return ready is not None and ready()

    def take_up(self):
        """The thread begins with what it was asked: how it came to that, by a base's loop or by one of its own, takes no time."""
        self.running.elapsed = 0.0

    @staticmethod
    def _raise_interrupt(task):
        if task.interrupted:
            task.interrupted = False
            raise KeyboardInterrupt

    def _give_back(self, task):
        self._controller.release()
        task.baton.acquire()

    # -- for the controller --

    def spawn(self, function, name, is_base=False):
        task = Task(len(self.tasks), name, function, is_base)
        self.tasks.append(task)
        self.live.append(task)
        _start_new_thread(self._body, (task,))
        return task

    def _body(self, task):
        task.baton.acquire()
        self.by_thread[_thread.get_ident()] = task
        try:
            task.result = task.function()
        except BaseException as error:
            # What only its frames still have is given up, as it would be by who catches it.
            task.error = error.with_traceback(None)
        finally:
            self.by_thread.pop(_thread.get_ident(), None)
            task.is_done = True
            self._controller.release()

    def begin_step(self, number):
        self.step = number
        for task in self.live:
            task.operations = 0
            task.elapsed = 0.0
            task.draws = 0

    def interrupt(self, task):
        """KeyboardInterrupt in a thread that waits."""
        task.interrupted = True
        task.is_waiting = False

    def run_ready(self):
        """Until every thread waits or is done."""
        while True:
            task = next((one for one in self.live if self._can_run(one)), None)
            if task is None:
                return
            self._run(task)

    def advance(self, until):
        """Move the clock to the next moment at which a thread wakes up, if that is not later than ``until``; that thread."""
        sleeping = [one for one in self.live if one.is_waiting and one.wake_at is not None and one.wake_at <= until]
        if not sleeping:
            return None
        task = min(sleeping, key=lambda one: (one.wake_at, one.number))
        self.now = max(self.now, task.wake_at)
        task.elapsed += task.patience
        self._run(task)
        self.run_ready()
        return task

    def finish(self, done, seconds, events=EVENTS_PER_STEP):
        """Run until ``done()``, for so many seconds of the agent's own at most; whether it came to that."""
        self.run_ready()
        began = self.now - self._lent()
        left, left_to_base = events, events * BASE_EVENTS_PER_EVENT
        while left > 0 and left_to_base > 0 and not done():
            until = began + self._lent(is_whole=True) + seconds
            woken = self.advance(until)
            if woken is None:
                # Not the moment at which somebody last woke up, which may have been one of the base's threads.
                self.now = until
                break
            left, left_to_base = (left, left_to_base - 1) if woken.in_base else (left - 1, left_to_base)
        self.is_cut_off = left == 0 or left_to_base == 0
        return done()

    def _lent(self, is_whole=False):
        """What is lent to the base with the waits that go on: so far, or if nothing ends them early."""
        waits = [one for one in self.live if one.base_depth and one.is_waiting and one.wake_at is not None]
        return self.lent_to_base + sum(one.patience if is_whole else self.now - one.wake_at + one.patience for one in waits)

    def park(self, task):
        """Never give it the baton again."""
        task.is_parked = True
        if task in self.live:
            self.live.remove(task)

    @staticmethod
    def _can_run(task):
        return not task.is_waiting or (task.ready is not None and task.ready())

    def _run(self, task):
        task.is_waiting = False
        task.wake_at = None
        task.baton.release()
        self._await_baton(task)
        if task.is_done or task.is_parked:
            self.live.remove(task)

    def _await_baton(self, task):
        if self._controller.acquire(timeout=0.5):
            return
        began, computed = _clock(), _computed()
        while not self._controller.acquire(timeout=0.5):
            used, passed = _computed() - computed, _clock() - began
            if used > self.computing_s or passed > TURN_LIMIT_S:
                raise Stuck("%s computes without end" % task.name)
            if passed > WAITING_LIMIT_S and used < passed / 100:
                raise Stuck("%s waits for what never comes" % task.name)


scheduler = Scheduler()
