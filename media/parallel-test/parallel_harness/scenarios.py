"""The two ways in which an agent is made to show what it does: as a program that is asked, and call by call."""

import copy
import gc
import inspect
import json
import sys
import types

from . import clock
from .recording import canonical, message_of, resources, take_events
from .scheduler import Stuck, scheduler
from .world import world

# Seconds of the simulated clock that the scenario waits for one thing, or lets pass. No loop ends on such a fraction.
START_S = 30.0371
REQUEST_S = 5.0371
CALL_S = 15.0371
IDLE_S = 35.0371
END_S = 12.0371
# Steps of the clock's own numbering that belong to one method.
NUMBERS_PER_METHOD = 50
STEPS = 300
# How far into an attribute of the agent a change is looked for.
ATTRIBUTE_DEPTH = 3
TEARDOWNS = ("cleanup", "stop", "shutdown", "close")


class Scenario:
    """What both have in common: steps, each with what came of it."""

    def __init__(self, request, source):
        self.request = request
        self.source = source
        self.inputs = request["inputs"]
        self.others = request["migrated"].functions
        self.other = set()
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

    def call(self, name, function, number=None):
        """One call in a thread of its own, and what came of it."""
        self.begin(number)
        task = scheduler.spawn(lambda: _finished(function()), "call")
        scheduler.finish(lambda: task.is_done, CALL_S)
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

    def _changes(self):
        """Attributes of the agent that are new or other than after the step before."""
        if self.agent is None:
            return {}
        now = {name: canonical(value, ATTRIBUTE_DEPTH, (self.agent,)) for name, value in vars(self.agent).items()}
        changed = {name: value for name, value in now.items() if name not in self.before or self.before[name] != value}
        gone = {name: {"~": "deleted"} for name in self.before if name not in now}
        self.before = now
        return dict(changed, **gone)

    def watch_base(self, base):
        """Know what the base's own constructor does from what the agent does."""
        original = base.__init__

        def constructor(agent, *args, **kwargs):
            task = scheduler.running
            state = (task.elapsed, task.draws)
            before = set(vars(agent))
            task.base_depth += 1
            try:
                original(agent, *args, **kwargs)
            finally:
                task.base_depth -= 1
                task.elapsed, task.draws = state
                self.base_attributes = sorted(set(vars(agent)) - before)

        base.__init__ = constructor
        self.base = base

    # -- talking to the agent --

    def converse(self):
        script = self.request.get("script")
        if script is None:
            self._ask_everything()
        else:
            for address, number in script:
                socket = next((one for one in world.listeners() if one.address == address), None)
                self._ask(socket, address, number)

    def _ask_everything(self):
        count = len(self.inputs.requests())
        for socket in list(world.listeners()):
            silent = 0
            for number in range(count if socket.kind in ("REP", "ROUTER") else 6):
                if silent == 2 or socket.closed or len(self.steps) > STEPS:
                    break
                silent = 0 if self._ask(socket, socket.address, number) or socket.kind not in ("REP", "ROUTER") else silent + 1

    def _ask(self, socket, address, number):
        request = self.inputs.requests()[number]
        name = "request %s on %s" % (json.dumps(request, sort_keys=True, default=str), address)
        self.begin()
        if socket is None:
            self.step(name, asked=[address, number], outcome={"unheard": True})
            return False
        socket.arrive(_message_for(socket, request))
        answered = lambda: any(one["address"] == address for one in world.replies)  # noqa: E731
        expects = socket.kind in ("REP", "ROUTER")
        heard = scheduler.finish(answered if expects else (lambda: not socket.inbox), REQUEST_S)
        scheduler.run_ready()
        replies, world.replies = world.replies, []
        made = self.step(name, asked=[address, number], outcome={"replied": [one["reply"] for one in replies if one["address"] == address]})
        made["servedBy"] = sorted({one["thread"] for one in replies})
        made["servedByBase"] = any(one["base"] for one in replies)
        return heard

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


def _finished(value):
    """What a call comes to: the end of a coroutine, the first items of a generator."""
    if inspect.iscoroutine(value):
        import asyncio

        return asyncio.run(value)
    if inspect.isgenerator(value):
        return [item for item, _ in zip(value, range(20))]
    return value


def _message_for(socket, request):
    body = json.dumps(request, default=str).encode("utf-8")
    if socket.kind == "ROUTER":
        return [b"client", b"", body]
    if socket.kind == "SUB":
        return [socket.prefixes[0] if socket.prefixes else b"", body]
    return [body]


def _module(name, path):
    made = types.ModuleType(name)
    made.__file__ = path
    sys.modules[name] = made
    return made


class Program(Scenario):
    """Started as ``python agent.py``, asked through its sockets, ended with Ctrl+C."""

    def run(self):
        if not self.inputs.has_main_guard():
            self.problem = "the module cannot be started as a program"
            return self.end()
        module = _module("__main__", self.request["path"])
        code = compile(self.source, self.request["path"], "exec")
        self.begin()
        main = scheduler.spawn(lambda: exec(code, module.__dict__), "main")
        # Whoever listens may still be on its way through its constructor.
        scheduler.finish(lambda: main.is_done or bool(world.listeners()) and main.base_depth == 0, START_S)
        scheduler.run_ready()
        self.step("start")
        if not main.is_done:
            self.converse()
            self.idle()
            self.agent = _instance_of(module, self.request["classes"])
            self.begin()
            scheduler.interrupt(main)
            scheduler.finish(lambda: main.is_done, CALL_S)
        outcome = {"raised": message_of(main.error)} if main.error is not None else {"returned": None}
        self.step("end", outcome=outcome if main.is_done else {"pending": True})
        return self.end()


def _instance_of(module, names):
    kinds = tuple(kind for kind in (vars(module).get(name) for name in names) if isinstance(kind, type))
    return next((one for one in gc.get_objects() if kinds and type(one) in kinds), None)


class Methods(Scenario):
    """Constructed and called method by method, with arguments from its text."""

    def run(self):
        name = self.request["path"].replace("\\", "/").rpartition("/")[2].rpartition(".")[0]
        module = _module(name, self.request["path"])
        code = compile(self.source, self.request["path"], "exec")
        imported = self.call("import", lambda: exec(code, module.__dict__))
        if imported.error is not None or not imported.is_done:
            self.problem = "the module cannot be imported: %s" % _words(imported)
            return self.end()
        for class_name in self.request["classes"]:
            self._exercise(class_name, vars(module).get(class_name))
        return self.end()

    def _exercise(self, class_name, kind):
        if not isinstance(kind, type):
            return
        functions = self.inputs.functions.get(class_name, [])
        self.other = {one.name.lstrip("_") if one.name.startswith("_own_") else one.name for one in self.others.get(class_name, [])}
        constructor = next((one for one in functions if one.name == "__init__"), None)
        given = self.inputs.calls(constructor)[0] if constructor else {}
        made = self.call("%s()" % class_name, lambda: self._construct(kind, given))
        if made.error is not None or not made.is_done:
            self.problem = self.problem or "%s cannot be constructed: %s" % (class_name, _words(made))
            return
        self.idle()
        self.threads = {task.name for task in scheduler.tasks if task.thread}
        functions = [one for one in functions if not one.name.startswith("__")]
        last = [one for one in functions if one.name in TEARDOWNS]
        for place, function in enumerate([one for one in functions if one not in last] + last):
            if len(self.steps) >= STEPS and function not in last:
                self.left_out.append("%s()" % function.name)
            else:
                self._call_method(place, function)
        self.agent, self.before = None, {}

    def _construct(self, kind, given):
        self.agent = kind.__new__(kind)
        self.agent.__init__(**given)

    def _call_method(self, place, function):
        bound = self._found(function.name)
        if self._is_handed_over(function.name, bound):
            name = "%s()" % function.name
            self.step(name, method=function.name, outcome={"absent": True} if bound is None else {"inherited": True})
            return
        if function.name in self.threads:
            # It runs already, and was watched while nobody asked.
            return
        for turn, given in enumerate(self.inputs.calls(function)[:NUMBERS_PER_METHOD]):
            name = "%s(%s)" % (function.name, ", ".join("%s=%r" % pair for pair in sorted(given.items())))
            number = 100 + place * NUMBERS_PER_METHOD + turn
            task = self.call(name, lambda: bound(**copy.deepcopy(given)), number)
            self.steps[-1]["method"] = function.name
            if not task.is_done:
                return

    def _is_handed_over(self, name, bound):
        """Whether one of the two versions leaves the method to the base: then it is called in neither."""
        return bound is None or self._is_inherited(bound) or name not in self.other and "own_%s" % name.lstrip("_") not in self.other

    def _is_inherited(self, bound):
        """Whether it is the base's own, not the agent's."""
        inherited = self.base is not None and getattr(self.base, bound.__name__, None)
        return bool(inherited) and getattr(bound, "__func__", bound) is inherited

    def _found(self, name):
        """The method, also under the name that a migration gives it when the base has one of that name."""
        return getattr(self.agent, "_own_%s" % name.lstrip("_"), None) or getattr(self.agent, name, None)


def _words(task):
    if not task.is_done:
        return "it does not come to an end"
    said = message_of(task.error)
    return "%s: %s" % (said["type"], said["message"]) if said["message"] else said["type"]


def run(request, source):
    scenario = (Program if request["scenario"] == "program" else Methods)(request, source)
    is_limit = False
    try:
        problem = _load_base(scenario, request["base"])
        if problem is None:
            return scenario.run()
        scenario.problem = problem
    except Stuck as stuck:
        scenario.problem, is_limit = str(stuck), True
    return {
        "steps": scenario.steps, "resources": [], "threads": [], "failures": [], "baseAttributes": [], "leftOut": [],
        "problem": scenario.problem, "isLimit": is_limit,
    }


def _load_base(scenario, base):
    """Import the base class and watch it; why that is not possible, as text."""

    def load():
        __import__(base["module"])
        scenario.watch_base(getattr(sys.modules[base["module"]], base["class"]))

    task = scheduler.spawn(load, "base")
    scheduler.finish(lambda: task.is_done, CALL_S)
    take_events()
    if task.error is not None or not task.is_done:
        return "the base class cannot be imported: %s" % _words(task) if base["isNeeded"] else None
    return None
