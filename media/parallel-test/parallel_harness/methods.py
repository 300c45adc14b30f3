"""The agent constructed and called method by method, with arguments from its text."""

import copy

from . import guards
from .faults import faults, plain
from .hardships import Hardships
from .scenario import CALL_S, ENDING_S, STEPS, Scenario, compiled, empty_module, words_for
from .scheduler import Stuck, scheduler
from .world import world

# Steps of the clock's own numbering that belong to one method.
NUMBERS_PER_METHOD = 50
# No other step has such numbers: of what is done after calls, and where imports fail.
LIVE_NUMBER, WITHOUT_NUMBER = 2500000, 3000000
# Longer than a loop of once a minute waits; what is busier than that was seen at work while nobody asked.
LIVE_S = 65.0371
LIVE_EVENTS = 400
LIVE_CALLS = 30
TEARDOWNS = ("cleanup", "stop", "shutdown", "close")


class Methods(Scenario):
    """Every method with several sets of arguments, those that end the agent last."""

    def run(self):
        name = self.request["path"].replace("\\", "/").rpartition("/")[2].rpartition(".")[0]
        module = empty_module(name, self.request["path"])
        code = compiled(self.source, self.request["path"], guards.telling(self.source, self.request["path"]))
        faults.read(self.source, self.request["path"])
        imported = self.call("import", lambda: exec(code, module.__dict__))
        if imported.error is not None or not imported.is_done:
            self.problem = "the module cannot be imported: %s" % words_for(imported)
            return self.end()
        exercised = [one for one in (self._exercise(name, vars(module).get(name)) for name in self.request["classes"]) if one]
        trace = self.end()
        if world.is_populated and exercised:
            try:
                for one in exercised:
                    one.suffer()
                self._live_on(exercised)
                self._go_without(name, code)
            except Stuck:
                # What was seen before it still counts; whoever is stuck may run on beside what would come after.
                pass
        return trace

    def _live_on(self, exercised):
        """What its threads do with what calls have left: made once more, called once each, and left alone for a while."""
        for hardships in exercised:
            self.begin_anew()
            known = len(scheduler.tasks)
            self.handed_over = set(self.request["handedOver"].get(hardships.class_name, []))
            self.begin(LIVE_NUMBER)
            if not self._is_done(hardships.construct) or not any(one.thread and not one.is_base for one in scheduler.live):
                continue
            functions = [one for one in self.inputs.functions.get(hardships.class_name, []) if not one.name.startswith("__")]
            for place, function in enumerate([one for one in functions if one.name not in TEARDOWNS][:LIVE_CALLS]):
                bound = self._found(function.name)
                if self._is_handed_over(function.name, bound) or function.name in self.threads:
                    continue
                self.begin(LIVE_NUMBER + 1 + place)
                given = self.inputs.calls(function)[0]
                self._is_done(lambda: bound(**copy.deepcopy(given)))
            self.take_changes()
            self.begin(LIVE_NUMBER + STEPS)
            scheduler.finish(lambda: False, LIVE_S, LIVE_EVENTS)
            endless = sorted({plain(task.name) for task in scheduler.tasks[known:] if task.thread and task.is_endless and not task.is_base})
            if scheduler.is_cut_off:
                # How far it came then is chance.
                self.take_changes()
            else:
                self.step("while nobody asks, after calls", outcome={"returned": {"threads that go round without a pause": endless}})
                self.leave_out_threads()

    def _is_done(self, function):
        task = scheduler.spawn(function, "call")
        if not scheduler.finish(lambda: task.is_done, CALL_S):
            scheduler.park(task)
        return task.is_done and task.error is None

    def _go_without(self, name, code):
        """Made once more where every import fails that the agent can do without."""
        refusing = guards.refusing(self.source, self.request["path"], self.request["base"]["module"])
        if refusing is None:
            return
        self.begin_anew()
        module = empty_module(name, self.request["path"])
        module.__builtins__ = refusing
        imported = self.call("import without what it can do without", lambda: exec(code, module.__dict__), WITHOUT_NUMBER)
        self._keep_if_done_without(imported)
        kinds = [vars(module).get(one) for one in self.request["classes"]] if imported.is_done and imported.error is None else []
        for kind in kinds:
            if isinstance(kind, type):
                made = "%s() without what it can do without" % kind.__name__
                task = self.call(made, lambda: self._construct(kind, self._arguments(kind.__name__)), WITHOUT_NUMBER + 1)
                self._keep_if_done_without(task)

    def _keep_if_done_without(self, task):
        """What fails in the agent as it was, it could not do without after all: then the step before is no measure."""
        self.leave_out_threads()
        if not self.request["base"]["isNeeded"] and (task.error is not None or not task.is_done):
            self.steps.pop()

    def _arguments(self, class_name):
        """For the constructor."""
        constructor = next((one for one in self.inputs.functions.get(class_name, []) if one.name == "__init__"), None)
        return self.inputs.calls(constructor)[0] if constructor else {}

    def _exercise(self, class_name, kind):
        """Call everything; what was met on the way that may fail, or None where nothing could be called."""
        if not isinstance(kind, type):
            return None
        functions = self.inputs.functions.get(class_name, [])
        self.handed_over = set(self.request["handedOver"].get(class_name, []))
        given = self._arguments(class_name)
        hardships = Hardships(self, class_name, lambda: self._construct(kind, given))
        with hardships.watching("%s()" % class_name, None):
            made = self.call("%s()" % class_name, lambda: self._construct(kind, given))
        if made.error is not None or not made.is_done:
            self.problem = self.problem or "%s cannot be constructed: %s" % (class_name, words_for(made))
            return None
        with hardships.watching(None, None):
            self.idle()
        self.threads = {task.name for task in scheduler.tasks if task.thread}
        functions = [one for one in functions if not one.name.startswith("__")]
        last = [one for one in functions if one.name in TEARDOWNS]
        # Of a large class every method is called at least once, rather than some of them often.
        self.most_calls = max(1, min(NUMBERS_PER_METHOD, STEPS // max(1, len(functions))))
        for place, function in enumerate([one for one in functions if one not in last] + last):
            if len(self.steps) >= STEPS and function not in last:
                self.left_out.append("%s()" % function.name)
            else:
                self._call_method(place, function, hardships)
        self.agent, self.before = None, {}
        return hardships

    def _construct(self, kind, given):
        self.agent = kind.__new__(kind)
        self.agent.__init__(**given)

    def _call_method(self, place, function, hardships):
        bound = self._found(function.name)
        if self._is_handed_over(function.name, bound):
            name = "%s()" % function.name
            self.step(name, method=function.name, outcome={"absent": True} if bound is None else {"inherited": True})
            return
        if function.name in self.threads:
            # It runs already, and was watched while nobody asked.
            return
        most_calls = max(self.most_calls, self.inputs.least_calls(function))
        for turn, given in enumerate(self.inputs.calls(function)[:most_calls]):
            name = "%s(%s)" % (function.name, ", ".join("%s=%r" % pair for pair in sorted(given.items())))
            number = 100 + place * NUMBERS_PER_METHOD + turn
            with hardships.watching(name, lambda given=given: self._found(function.name)(**copy.deepcopy(given))):
                seconds = ENDING_S if function.name in TEARDOWNS else CALL_S
                task = self.call(name, lambda: bound(**copy.deepcopy(given)), number, seconds)
            self.steps[-1]["method"] = function.name
            if not task.is_done:
                return

    def _is_handed_over(self, name, bound):
        """Whether one of the two versions leaves the method to the base: then it is called in neither."""
        return bound is None or self._is_inherited(bound) or name in self.handed_over

    def _is_inherited(self, bound):
        """Whether it is the base's own, not the agent's."""
        inherited = self.base is not None and getattr(self.base, bound.__name__, None)
        return bool(inherited) and getattr(bound, "__func__", bound) is inherited

    def _found(self, name):
        """The method, also under the name that a migration gives it when the base has one of that name."""
        return getattr(self.agent, "_own_%s" % name.lstrip("_"), None) or getattr(self.agent, name, None)
