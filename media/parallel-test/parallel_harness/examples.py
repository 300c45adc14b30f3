"""The public methods of an agent called under the conditions of its written test: which calls say the same every time."""

import ast
import builtins
import copy
import importlib.abc
import importlib.machinery
import pprint
import shutil
import signal
import sys
import types

from . import clock
from .doubles import OUTSIDE
from .scenario import compiled
from .scheduler import scheduler

# What a reader still takes in.
CALLS_PER_METHOD = 5
TEXT = 1500
WIDTH = 100
# Lines of Python that one call may execute.
LINES = 300_000
# And the seconds that it may wait for what nobody sends, where the system can interrupt it.
WAITING_S = 3.0
_set_timer = getattr(signal, "setitimer", lambda *_: None)
_handle = signal.signal
# Where the simulated clock stands and how many of its steps lie between two calls: what depends on either is no example.
CLOCKS = {"simulated": (1, 1), "shifted": (123_457, 7)}
_PLAIN = (type(None), bool, int, str, bytes)


class TooLong(BaseException):
    """The call does not come to an end."""


class Examples:
    def __init__(self, request, source, inputs):
        self.request, self.source, self.inputs = request, source, inputs
        self.test = types.ModuleType("written_test")
        self.outside, self.absent = set(), set()
        self.step, self.stride = CLOCKS.get(request["clock"], (0, 0))

    def record(self):
        """Examples of every method, or why there are none."""
        # Folders are removed by their names, where the overlay finds them.
        shutil._use_fd_functions = False
        self.test.__file__ = self.request["testPath"]
        if hasattr(signal, "SIGALRM"):
            _handle(signal.SIGALRM, _too_long)
        given = self._constructor_arguments()
        self.test.ARGUMENTS = given
        exec(compile(self.request["test"], self.test.__file__, "exec"), self.test.__dict__)
        sys.meta_path.insert(0, _Subject(self))
        if self.request["clock"] != "real":
            sys.meta_path.insert(1, _StandIns(self, first=True))
            sys.meta_path.append(_StandIns(self, first=False))
        found, problem = [], None
        for function in self._functions():
            try:
                with self.test.parallel_agent() as agent:
                    found += self._examples_of(agent, function)
            except (Exception, SystemExit, TooLong) as error:
                problem = "%s: %s" % (type(error).__name__, error)
                break
        texts = ["%s=%s" % (name, _literal(value)) for name, value in given.items()]
        modules = {"outside": sorted(self.outside), "absent": sorted(self.absent)}
        return dict(modules, **{"examples": found, "constructor": ", ".join(texts), "problem": problem})

    def _constructor_arguments(self):
        functions = self.inputs.functions.get(self.request["class"], [])
        constructor = next((one for one in functions if one.name == "__init__"), None)
        return self.inputs.calls(constructor)[0] if constructor else {}

    def _functions(self):
        named = self.request["methods"]
        functions = self.inputs.functions.get(self.request["class"], [])
        return [one for one in functions if one.name in named and isinstance(one, ast.FunctionDef) and not one.decorator_list]

    def _examples_of(self, agent, function):
        wanted = self.request["calls"]
        numbers = None if wanted is None else wanted.get(function.name, [])
        told, found = set(), []
        for number, given in enumerate(self.inputs.calls(function)):
            if numbers is not None and number not in numbers or numbers is None and len(found) == CALLS_PER_METHOD:
                continue
            outcome = self._outcome(agent, function.name, given)
            if outcome is None or numbers is None and str(outcome) in told:
                continue
            told.add(str(outcome))
            texts = [[name, _literal(value)] for name, value in given.items()]
            if all(text is not None for _, text in texts):
                found.append(dict(outcome, method=function.name, number=number, arguments=texts))
        return found

    def _outcome(self, agent, name, given):
        """What a call comes to as text of Python; None where that cannot be written down."""
        self.step += self.stride
        scheduler.begin_step(self.step)
        if self.stride:
            clock.seed()
        bound = getattr(agent, name, None)
        if bound is None:
            return {"raises": "AttributeError"}
        try:
            value = _limited(lambda: bound(**copy.deepcopy(given)))
        except Exception as error:
            kind = type(error).__name__
            return {"raises": kind} if getattr(builtins, kind, None) is type(error) else None
        except (TooLong, SystemExit):
            return None
        text = _literal(value)
        return None if text is None else {"returns": text}


def _too_long(_number, _frame):
    raise TooLong()


def _limited(function):
    left = [LINES]

    def count(frame, event, argument):
        left[0] -= 1
        if left[0] < 0:
            raise TooLong()
        return count

    _set_timer(getattr(signal, "ITIMER_REAL", 0), WAITING_S)
    sys.settrace(count)
    try:
        return function()
    finally:
        sys.settrace(None)
        _set_timer(getattr(signal, "ITIMER_REAL", 0), 0)


def _literal(value):
    """A plain value as a person would write it; None for what is no plain value or too much to read."""
    if not _is_plain(value):
        return None
    # Keys stay in the order in which the agent gave them.
    options = {"sort_dicts": False} if sys.version_info >= (3, 8) else {}
    text = pprint.pformat(value, width=WIDTH, **options)
    return text if len(text) <= TEXT else None


def _is_plain(value, depth=8):
    if type(value) in _PLAIN:
        return True
    if type(value) is float:
        return value == value and abs(value) != float("inf")
    if depth == 0:
        return False
    if type(value) is dict:
        return all(_is_plain(key, 1) and _is_plain(item, depth - 1) for key, item in value.items())
    if type(value) in (list, tuple):
        return all(_is_plain(item, depth - 1) for item in value)
    return type(value) in (set, frozenset) and len(value) == 1 and all(_is_plain(item, 1) for item in value)


class _Subject(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Loads the agent's module from the text of the request instead of from disk."""

    def __init__(self, examples):
        self.request = examples.request
        # Every method has an agent of its own, and with it the module.
        self.code = compiled(examples.source, self.request["path"])

    def find_spec(self, fullname, path=None, target=None):
        if fullname != self.request["module"]:
            return None
        return importlib.machinery.ModuleSpec(fullname, self, origin=self.request["path"])

    def create_module(self, spec):
        made = types.ModuleType(spec.name)
        made.__file__ = self.request["path"]
        return made

    def exec_module(self, module):
        exec(self.code, module.__dict__)


class _StandIns(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Finds out what the test has to stand in for: what reaches outside, and what is installed nowhere."""

    def __init__(self, examples, first):
        self.examples, self.first = examples, first

    def find_spec(self, fullname, path=None, target=None):
        root = fullname.partition(".")[0]
        parent = sys.modules.get(fullname.rpartition(".")[0])
        is_part = "." in fullname and not isinstance(parent, self.examples.test.Outside)
        if self.first and root not in OUTSIDE or not self.first and (is_part or root in sys.builtin_module_names):
            return None
        if root in getattr(sys, "stdlib_module_names", ("_winapi", "winreg", "msvcrt", "nt")):
            return None
        if self.examples.request["isAbsent"] and root != "zmq":
            self.examples.absent.add(root)
            raise ModuleNotFoundError("No module named %r" % fullname, name=fullname)
        self.examples.outside.add(fullname)
        return importlib.machinery.ModuleSpec(fullname, self, is_package=True)

    def create_module(self, spec):
        return self.examples.test.Outside(spec.name)

    def exec_module(self, module):
        pass
