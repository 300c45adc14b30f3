"""Runs one scenario of a request: the base class first, which is watched, then the agent."""

import sys

from .methods import Methods
from .program import Program
from .recording import take_events
from .scenario import CALL_S, words_for
from .scheduler import Stuck, scheduler


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
        scenario.watch_base(getattr(sys.modules[base["module"]], base["class"]), base.get("cleanup"))

    task = scheduler.spawn(load, "base")
    scheduler.finish(lambda: task.is_done, CALL_S)
    take_events()
    if task.error is not None or not task.is_done:
        return "the base class cannot be imported: %s" % words_for(task) if base["isNeeded"] else None
    return None
