"""What the agent is asked and called with: read from its own text before the migration, so both versions get the same."""

import ast
import functools
import re

from .pattern_examples import example_of, looks_like_pattern

CALLS_PER_METHOD = 4
MOST_CALLS_PER_METHOD = 12
REQUESTS = 40
# How often one action is asked for with different fields.
MOST_PER_ACTION = 10
# With every field and no action, to an agent that tells no actions apart.
MOST_PLAIN = 6
TEXT_POOL = 24

_ACTION_NAMES = ("action", "command", "cmd", "type", "request_type", "message_type", "method", "operation", "op", "task", "event")
_REQUEST_NAMES = ("request", "message", "msg", "data", "payload", "req", "query", "body", "params", "event")

_ODD = "no such action"

# By the name of a parameter or key; the first part that matches, a short one as a whole word.
_SAMPLES = (
    ("port", 6001), ("timeout", 2), ("interval", 2), ("count", 3), ("limit", 3), ("size", 3), ("num", 3), ("max", 3),
    ("min", 1), ("top_k", 3), ("frames", [[1000, -1000], [20, 10]]), ("messages", [{"role": "user", "content": "hello"}]),
    ("ids", ["one"]), ("list", ["one", "two"]), ("items", ["one", "two"]), ("tags", ["one"]), ("enabled", True), ("on", True),
    ("force", True), ("is", True), ("slots", {"room": "kitchen"}), ("context", {"user": "anna"}), ("metadata", {"source": "check"}),
    ("capabilities", ["speech"]), ("config", {}), ("options", {}), ("score", 0.7), ("confidence", 0.7), ("level", 2),
)
_HINTS = {"int": 3, "float": 0.7, "bool": True, "bytes": b"bytes", "dict": {"action": "status"}, "list": ["one", "two"],
          "tuple": ("one", "two"), "set": {"one"}, "Dict": {"action": "status"}, "List": ["one", "two"]}


class Inputs:
    """Requests and arguments for the agent of one module."""

    def __init__(self, text):
        self.tree = ast.parse(text)
        self.pool = []
        self.matching = []
        self.compared = {}
        self.actions = {}
        # Keys of a request that are read, and variables that hold what stood there.
        self.action_keys = []
        self.held = {}
        self.fields = {}
        self.functions = {}
        nodes = list(ast.walk(self.tree))
        for node in nodes:
            self._read_held(node)
        for node in nodes:
            self._read(node)
        self.matching = self.matching[:TEXT_POOL]
        self.pool = (self.matching + self.pool)[:TEXT_POOL] or ["hello"]
        for node in self.tree.body:
            if isinstance(node, ast.ClassDef):
                self.functions[node.name] = [one for one in node.body if isinstance(one, (ast.FunctionDef, ast.AsyncFunctionDef))]

    def _read_held(self, node):
        """``kind = request.get("type")``: what ``kind`` is compared with is asked for under ``type``."""
        key = _action_key(node.value) if isinstance(node, ast.Assign) else None
        if key is None or isinstance(node.value, ast.Name):
            return
        if key not in self.action_keys:
            self.action_keys.append(key)
        self.held.update((one.id, key) for one in node.targets if isinstance(one, ast.Name))

    def _read(self, node):
        if isinstance(node, ast.Compare):
            self._read_comparison(node)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in ("get", "pop") and node.args:
            default = node.args[1] if len(node.args) > 1 else None
            self._add_field(_constant(node.args[0]), _constant(default))
        elif isinstance(node, ast.Subscript):
            inside = node.slice.value if type(node.slice).__name__ == "Index" else node.slice
            self._add_field(_constant(inside), None)
        elif isinstance(node, (ast.Dict, ast.List, ast.Tuple, ast.Set)):
            self._read_values(node)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and looks_like_pattern(node.value):
            found = example_of(node.value)
            if found is not None and found not in self.matching:
                self.matching.append(found)

    def _read_comparison(self, node):
        name, key = _name_read(node.left), _action_key(node.left)
        held = self.held.get(name) if isinstance(node.left, ast.Name) and key not in self.action_keys else None
        key = held or key
        for value in node.comparators:
            names = [value] if isinstance(value, ast.Constant) else getattr(value, "elts", [])
            for text in map(_constant, names):
                is_action = isinstance(text, str) and 0 < len(text) <= 60 and key
                if is_action:
                    self.actions.setdefault(text, key)
                if is_action and not held or not isinstance(text, (str, int)) or not isinstance(name, str) or name[:2] == "__":
                    continue
                if text not in self.compared.setdefault(name, []):
                    self.compared[name].append(text)

    def _read_values(self, node):
        inside = list(getattr(node, "keys", [])) + list(getattr(node, "values", [])) + list(getattr(node, "elts", []))
        for item in inside:
            text = _constant(item)
            if isinstance(text, str) and 3 <= len(text) <= 40 and "\\" not in text and text not in self.pool:
                self.pool.append(text)

    def _add_field(self, name, default):
        if isinstance(name, str) and name.isidentifier() and name not in _ACTION_NAMES and len(self.fields) < 60:
            if self.fields.get(name) is None:
                self.fields[name] = default

    # -- for the scenario --

    @functools.lru_cache(maxsize=None)
    def requests(self):
        """What the agent's sockets are sent, the plain ones first."""
        found = []
        variants = range(max(1, min(MOST_PER_ACTION, (REQUESTS - 4) // max(1, len(self.actions)) - 1)))
        for number, (name, key) in enumerate(self.actions.items()):
            for variant in variants if self.matching or self.compared else variants[:1]:
                found.append(dict(self._full(number + variant), **{key: name}))
            found.append({key: name})
        plain = [self._full(variant) for variant in range(1 if self.actions else MOST_PLAIN)] if self.fields else []
        odd = [dict(self._full(0), **{key: _ODD}) for key in self.action_keys if key != "action"]
        found = plain + found[: REQUESTS - 4 - len(plain) - len(odd)] + odd
        return [{"action": "health_check"}, {"action": "ping"}] + found + [{"action": _ODD}, {}]

    def _full(self, variant):
        """Every field that the agent is known to read."""
        return {field: self.sample(field, default, variant) for field, default in self.fields.items()}

    def sample(self, name, default, variant):
        """A value for a field or parameter of that name."""
        compared = self.compared.get(name)
        if compared and variant % (len(compared) + 1) < len(compared):
            return compared[variant % (len(compared) + 1)]
        if default is not None and not isinstance(default, str):
            return default
        lowered = name.lower()
        words = re.split("[^a-z]+", lowered)
        for part, value in _SAMPLES:
            if part in (words if len(part) <= 3 else lowered):
                return value
        if default and variant % 2:
            return default
        return self.pool[variant % len(self.pool)]

    def calls(self, function):
        """Different keyword arguments for one method."""
        names = [one for one in function.args.posonlyargs + function.args.args if one.arg not in ("self", "cls")]
        names += function.args.kwonlyargs
        if not names:
            return [{}]
        defaults = _defaults(function)
        asks = len(names) == 1 or names[0].arg in _REQUEST_NAMES
        if names[0].arg in _REQUEST_NAMES and asks and _hint(names[0]) not in ("str", "bytes", "int", "float"):
            rest = {one.arg: self._argument(one, defaults, 0, function) for one in names[1:] if one.arg not in defaults}
            return [dict(rest, **{names[0].arg: request}) for request in self.requests()]
        count = min(MOST_CALLS_PER_METHOD, CALLS_PER_METHOD + len(self.matching) + max([0] + [len(self.compared.get(one.arg, [])) for one in names]))
        made = [{one.arg: self._argument(one, defaults, variant, function) for one in names} for variant in range(count)]
        if self.least_calls(function) > 1:
            # The first value beyond a bound tells more than another plain one.
            made[:2] = made[1::-1]
        needed = {one.arg: self._argument(one, defaults, 0, function) for one in names if one.arg not in defaults}
        return _without_twins([needed] + made)

    def least_calls(self, function):
        """How often a method is called even where there is no time for more: once beyond a bound where it has one."""
        names = [one.arg for one in function.args.posonlyargs + function.args.args + function.args.kwonlyargs]
        keys = names + [key for name in names for key in _fields_of(function, name)]
        return 2 if any(_bounds_of(function, key) for key in keys) else 1

    def _argument(self, parameter, defaults, variant, function):
        hint = _hint(parameter)
        fields = _fields_of(function, parameter.arg)
        if fields and hint in ("", "dict", "Dict"):
            return {key: self._within(function, key, default, variant) for key, default in fields.items()}
        if hint in ("", "int") and _bounds_of(function, parameter.arg):
            return self._within(function, parameter.arg, _constant(defaults.get(parameter.arg)), variant)
        if hint in _HINTS and not (hint in ("dict", "Dict") and variant % 2):
            value = _HINTS[hint]
            return value + variant if hint in ("int", "float") else value if hint != "bool" else variant % 2 == 0
        if hint in ("dict", "Dict"):
            return self._full(variant)
        return self.sample(parameter.arg, _constant(defaults.get(parameter.arg)), variant)

    def _within(self, function, key, default, variant):
        """A value for what a method compares with numbers: the usual one, then those at and beside each bound."""
        bounds = _bounds_of(function, key)
        values = ([default] if type(default) is int else []) + bounds
        return values[variant % len(values)] if bounds else self.sample(key, default, variant)

    def has_main_guard(self):
        return any(
            isinstance(node, ast.If) and "__name__" in ast.dump(node.test) and "__main__" in ast.dump(node.test)
            for node in self.tree.body
        )


def _fields_of(function, name):
    """Keys that a method reads of one of its parameters, with their defaults."""
    return _fields_read(function).get(name, {})


@functools.lru_cache(maxsize=None)
def _fields_read(function):
    """By the variable that they are read of; a method is walked through once, however many arguments are made for it."""
    found = {}
    for node in ast.walk(function):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in ("get", "pop") and node.args:
            owner, key = node.func.value, _constant(node.args[0])
            default = _constant(node.args[1]) if len(node.args) > 1 else None
        elif isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Load):
            owner, default = node.value, None
            key = _constant(node.slice.value if type(node.slice).__name__ == "Index" else node.slice)
        else:
            continue
        if isinstance(owner, ast.Name) and isinstance(key, str):
            fields = found.setdefault(owner.id, {})
            fields[key] = default if fields.get(key) is None else fields[key]
    return found


def _bounds_of(function, name):
    """Numbers at and beside those that a method compares a value of that name with, the greater ones first."""
    return _bounds_compared(function).get(name, [])


@functools.lru_cache(maxsize=None)
def _bounds_compared(function):
    found = {}
    for node in ast.walk(function):
        name = _name_read(node.left) if isinstance(node, ast.Compare) else None
        for value in map(_constant, node.comparators if isinstance(name, str) else ()):
            if type(value) is int:
                bounds = found.setdefault(name, [])
                bounds += [one for one in (value + 1, value, value - 1) if one not in bounds]
    return found


def _constant(node):
    return node.value if isinstance(node, ast.Constant) else None


def _name_read(node):
    """The variable, attribute, key or index that an expression reads, also through a call such as ``.lower()``; None for anything else."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return node.attr
    if isinstance(node, ast.Subscript):
        inside = node.slice.value if type(node.slice).__name__ == "Index" else node.slice
        return _constant(inside)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        if node.func.attr == "get" and node.args:
            return _constant(node.args[0])
        return _name_read(node.func.value)
    return None


def _action_key(node):
    """The key of a request that an expression reads, such as ``action``; None for anything else."""
    if isinstance(node, ast.Name) and node.id in _ACTION_NAMES:
        return node.id
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        if node.func.attr == "get" and node.args and _constant(node.args[0]) in _ACTION_NAMES:
            return _constant(node.args[0])
        return _action_key(node.func.value)
    if isinstance(node, ast.Subscript):
        inside = node.slice.value if type(node.slice).__name__ == "Index" else node.slice
        return _constant(inside) if _constant(inside) in _ACTION_NAMES else None
    return None


def _defaults(function):
    positional = function.args.posonlyargs + function.args.args
    found = dict(zip([one.arg for one in reversed(positional)], reversed(function.args.defaults)))
    found.update({one.arg: value for one, value in zip(function.args.kwonlyargs, function.args.kw_defaults) if value is not None})
    return found


def _hint(parameter):
    node = parameter.annotation
    while isinstance(node, ast.Subscript):
        inside = node.slice.value if type(node.slice).__name__ == "Index" else node.slice
        node = inside if getattr(node.value, "id", "") == "Optional" else node.value
    return getattr(node, "id", getattr(node, "attr", ""))


def _without_twins(calls):
    found = []
    for call in calls:
        if call not in found:
            found.append(call)
    return found
