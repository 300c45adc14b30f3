"""What every scenario has in common: steps, each with what came of it, and what is left at the end."""

import functools
import importlib.util
import inspect
import linecache
import sys
import types

from . import clock
from .recording import canonical, message_of, resources, take_events
from .scheduler import scheduler
from .world import world

# Seconds of the simulated clock that a scenario waits for one thing, or lets pass. No loop ends on such a fraction.
CALL_S = 15.0371
# An end may wait for one thread after the other, and a base ends some of them sooner than the agent did.
ENDING_S = 60.0371
IDLE_S = 35.0371
END_S = 12.0371
STEPS = 500
# How far into an attribute of the agent a change is looked for.
ATTRIBUTE_DEPTH = 3


class Scenario:
    """What both have in common: steps, each with what came of it."""

    def __init__(self, request, source):
        self.request = request
        self.source = source
        self.inputs = request["inputs"]
        self.steps = []
        self.problem = None
        self.agent = None
        self.before = {}
        self.base_attributes = []
        self.base = None
        self.left_out = []
        self.number = 0
        self.threads = set()

    def step(self, name, **more):
        """Close the step that ran since ``begin``."""
        made = {"name": name, "events": take_events(), "replies": world.replies, "attributes": self._changes()}
        world.replies = []
        made.update(more)
        self.steps.append(made)
        return made

    def begin(self, number=None):
        """A new step; its number decides what time it is and which dice fall, so it must be the same in both versions."""
        self.number = self.number + 1 if number is None else number
        scheduler.begin_step(self.number)
        clock.seed()

    def begin_anew(self):
        """A world in which nobody has taken a port yet; threads of the agent before do not run on, and nothing is told of it any more."""
        for task in list(scheduler.live):
            scheduler.park(task)
        take_events()
        world.ports, world.replies = {}, []
        self.agent, self.before = None, {}

    def call(self, name, function, number=None, seconds=CALL_S):
        """One call in a thread of its own, and what came of it."""
        self.begin(number)
        task = scheduler.spawn(lambda: _finished(function()), "call")
        scheduler.finish(lambda: task.is_done, seconds)
        if not task.is_done:
            scheduler.interrupt(task)
            if not scheduler.finish(lambda: task.is_done, CALL_S):
                scheduler.park(task)
            self.step(name, outcome={"pending": True})
        elif task.error is not None:
            self.step(name, outcome={"raised": message_of(task.error)})
        else:
            self.step(name, outcome={"returned": canonical(task.result)})
        return task

    def idle(self):
        """Let time pass for the threads of the agent, the same for each."""
        self.begin()
        scheduler.finish(lambda: False, IDLE_S)
        self.step("while nobody asks")

    def take_changes(self):
        """Forget what happened since the step before."""
        take_events()
        self._changes()

    def leave_out_threads(self):
        """Of the step before: which were started is compared over all steps, and this one is beside them."""
        self.steps[-1]["events"] = [one for one in self.steps[-1]["events"] if one["kind"] not in ("thread", "timer")]

    def _changes(self):
        """Attributes of the agent that are new or other than after the step before."""
        if self.agent is None:
            return {}
        now = {name: canonical(value, ATTRIBUTE_DEPTH, (self.agent,)) for name, value in vars(self.agent).items()}
        changed = {name: value for name, value in now.items() if name not in self.before or self.before[name] != value}
        gone = {name: {"~": "deleted"} for name in self.before if name not in now}
        self.before = now
        return dict(changed, **gone)

    def watch_base(self, base, cleanup):
        """Know what the base's own constructor and cleanup do from what the agent does."""
        original = base.__init__

        def constructor(agent, *args, **kwargs):
            before = set(vars(agent))
            try:
                _as_base(original, agent, args, kwargs)
            finally:
                self.base_attributes = sorted(set(vars(agent)) - before)

        base.__init__ = constructor
        ending = vars(base).get(cleanup)
        if isinstance(ending, types.FunctionType):
            setattr(base, cleanup, functools.wraps(ending)(lambda agent, *args, **kwargs: _as_base(ending, agent, args, kwargs)))
        self.base = base

    def end(self):
        """What is left when everything is over."""
        self.begin()
        scheduler.finish(lambda: False, END_S)
        self.step("afterwards")
        alive = [task for task in scheduler.tasks if task.thread and not task.is_done]
        return {
            "steps": self.steps,
            "resources": [{"kind": one.kind, "name": one.name, "open": one.is_open, "base": one.is_base} for one in resources],
            "threads": [{"name": task.name, "base": task.is_base, "daemon": task.thread.daemon} for task in alive],
            "failures": [
                {"name": task.name, "base": task.is_base, "error": message_of(task.error)}
                for task in scheduler.tasks
                if task.thread and task.error is not None
            ],
            "baseAttributes": self.base_attributes,
            "leftOut": self.left_out,
            "problem": self.problem,
        }


def _as_base(method, agent, args, kwargs):
    """One of the base's methods: its effects, the time it takes and the dice it throws are not the agent's."""
    task = scheduler.running
    state = (task.elapsed, task.draws)
    task.base_depth += 1
    try:
        return method(agent, *args, **kwargs)
    finally:
        task.base_depth -= 1
        task.elapsed, task.draws = state


def _finished(value):
    """What a call comes to: the end of a coroutine, the first items of a generator."""
    if inspect.iscoroutine(value):
        import asyncio

        return asyncio.run(value)
    if inspect.isgenerator(value):
        return [item for item, _ in zip(value, range(20))]
    return value


def compiled(source, path, tree=None):
    """Its tracebacks quote this text, not what stands in the file."""
    linecache.cache[path] = (len(source), None, importlib.util.decode_source(source).splitlines(True), path)
    return compile(source if tree is None else tree, path, "exec")


def empty_module(name, path):
    made = types.ModuleType(name)
    made.__file__ = path
    sys.modules[name] = made
    return made


def words_for(task):
    if not task.is_done:
        return "it does not come to an end"
    said = message_of(task.error)
    return "%s: %s" % (said["type"], said["message"]) if said["message"] else said["type"]
