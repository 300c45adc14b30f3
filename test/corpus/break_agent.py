"""Breaks a migrated agent in ten ways: reads ``{source, hooks, classes, setByBase, seed}`` from standard input.

Writes ``[{kind, line, source}]``, with ``isNone`` for what nobody could see: why.

Each breakage changes the text of one place; one that cannot be made, because the agent has no such place, is left out.
"""

import ast
import json
import sys

_LOGGING = ("logger", "logging", "log", "print")


class Agent:
    def __init__(self, source, hooks, classes, set_by_base):
        self.source, self.hooks, self.set_by_base = source, hooks, set_by_base
        self.starts = [0]
        for line in source.encode("utf-8").splitlines(True):
            self.starts.append(self.starts[-1] + len(line))
        tree = ast.parse(source)
        self.classes = [one for one in tree.body if isinstance(one, ast.ClassDef) and one.name in classes]
        self.methods = [one for kind in self.classes for one in kind.body if isinstance(one, (ast.FunctionDef, ast.AsyncFunctionDef))]

    def nodes(self, *kinds):
        return [node for method in self.methods for node in ast.walk(method) if isinstance(node, kinds)]

    def place(self, node):
        return (self.starts[node.lineno - 1] + node.col_offset, self.starts[node.end_lineno - 1] + node.end_col_offset)

    def text(self, node):
        start, end = self.place(node)
        return self.source.encode("utf-8")[start:end].decode("utf-8")

    def with_texts(self, *changes):
        """The source with the text of nodes exchanged."""
        raw = self.source.encode("utf-8")
        for node, text in sorted(changes, key=lambda one: -self.place(one[0])[0]):
            start, end = self.place(node)
            raw = raw[:start] + text.encode("utf-8") + raw[end:]
        return raw.decode("utf-8")

    def with_line_after(self, node, line):
        end = self.starts[node.end_lineno]
        raw = self.source.encode("utf-8")
        return (raw[:end] + line.encode("utf-8") + raw[end:]).decode("utf-8")

    def _set_again(self, node):
        """Why an assignment does nothing: the base's constructor, which comes after it, sets the same before anybody reads it."""
        target = node.targets[0] if isinstance(node, ast.Assign) and len(node.targets) == 1 else None
        if not isinstance(target, ast.Attribute) or self.text(target) not in ["self.%s" % name for name in self.set_by_base]:
            return None
        constructor = next((one for one in self.methods if one.name == "__init__" and node in one.body), None)
        if constructor is None:
            return None
        after = constructor.body[constructor.body.index(node) + 1 :]
        for place, one in enumerate(after):
            if isinstance(one, ast.Expr) and self.text(one).startswith("super().__init__("):
                between = [name for other in after[: place + 1] for name in ast.walk(other) if isinstance(name, ast.Attribute)]
                calls = [name for other in after[:place] for name in ast.walk(other) if isinstance(name, ast.Call) and _root(name.func) == "self"]
                is_read = any(self.text(name) == self.text(target) for name in between)
                return None if is_read or calls else "the constructor of the base sets %s after it" % self.text(target)
        return None

    def _only_told(self, node):
        """Why a second bind does nothing: its error is caught at once, and whoever catches it only talks."""
        for around in self.nodes(ast.Try):
            if node in around.body and around.handlers and not around.orelse and not around.finalbody:
                after = around.body[around.body.index(node) + 1 :]
                if all(map(_is_talk, after + [one for handler in around.handlers for one in handler.body])):
                    return "the error of a second bind is only told"
        return None

    def _unread(self, node):
        """Why a value may be another one, or none: it is got without an effect, and nobody reads it but to tell it."""
        for assignment in self.nodes(ast.Assign):
            target = assignment.targets[0] if len(assignment.targets) == 1 else None
            if not isinstance(target, ast.Name) or not any(one is node for one in ast.walk(assignment)):
                continue
            method = next(one for one in self.methods if any(inside is assignment for inside in ast.walk(one)))
            if not _is_got(assignment.value) or _is_read(method, target.id, is_gone=node is assignment):
                return None
            return "nobody reads %s" % target.id if node is assignment else "nobody reads %s but to tell it" % target.id
        return None

    # -- the ten ways: each gives (line, source) for every place --

    def drop_a_statement(self):
        for node in self.nodes(ast.Expr, ast.Assign, ast.AugAssign):
            if isinstance(node, ast.Expr) and (not isinstance(node.value, ast.Call) or _is_logging(node.value.func)):
                continue
            yield node, self.with_texts((node, "pass")), self._set_again(node), self._unread(node)

    def swap_arguments(self):
        for node in self.nodes(ast.Call):
            # Of the greatest or least of two the order says nothing.
            if len(node.args) < 2 or _root(node.func) in ("max", "min") or _is_logging(node.func) or any(isinstance(one, ast.Starred) for one in node.args):
                continue
            first, second = node.args[:2]
            if self.text(first) != self.text(second):
                yield node, self.with_texts((first, self.text(second)), (second, self.text(first))), self._unread(node)

    def lose_a_thread_start(self):
        for node in self.nodes(ast.Expr):
            if _called(node) == "start" and not node.value.args:
                yield node, self.with_texts((node, "pass"))

    def forget_the_base_cleanup(self):
        for node in self.nodes(ast.Expr):
            if _called(node) == "cleanup" and self.text(node).startswith("super()"):
                yield node, self.with_texts((node, "pass"))

    def shadow_a_hook(self):
        for kind in self.classes:
            own = {one.name for one in self.methods}
            for hook in self.hooks:
                if hook not in own:
                    last = kind.body[-1]
                    yield last, self.with_line_after(last, "\n    def %s(self, *args, **kwargs):\n        return None\n" % hook)

    def bind_twice(self):
        for node in self.nodes(ast.Expr):
            if _called(node) == "bind":
                yield node, self.with_texts((node, "%s; %s" % (self.text(node), self.text(node)))), self._only_told(node)
            elif _called(node) == "__init__" and self.text(node).startswith("super()"):
                indent = " " * node.col_offset
                yield node, self.with_line_after(node, "%sself.socket.bind('tcp://*:%%d' %% int(self.port))\n" % indent)

    def change_a_default(self):
        for node in self.nodes(ast.FunctionDef, ast.AsyncFunctionDef):
            for default in node.args.defaults + [one for one in node.args.kw_defaults if one is not None]:
                if isinstance(default, ast.Constant):
                    yield default, self.with_texts((default, repr(_other(default.value))))

    def return_a_different_key(self):
        for node in self.nodes(ast.Return):
            for key in getattr(node.value, "keys", []):
                if isinstance(key, ast.Constant) and isinstance(key.value, str):
                    yield key, self.with_texts((key, repr(key.value + "_x")))

    def swallow_an_exception(self):
        for node in self.nodes(ast.Raise):
            yield node, self.with_texts((node, "pass"))
        functions = self.nodes(ast.FunctionDef, ast.AsyncFunctionDef)
        for handler in self.nodes(ast.ExceptHandler):
            for node in handler.body:
                if isinstance(node, ast.Return) and not _is_the_end_anyway(functions, handler, node):
                    yield node, self.with_texts((node, "pass"))

    def remove_an_await(self):
        for node in self.nodes(ast.Await):
            yield node, self.with_texts((node, self.text(node.value)))


def _root(node):
    while isinstance(node, (ast.Attribute, ast.Call, ast.Subscript)):
        node = node.func if isinstance(node, ast.Call) else node.value
    return getattr(node, "id", "")


def _is_logging(node):
    """Also by the agent's own logger."""
    while isinstance(node, (ast.Attribute, ast.Call, ast.Subscript)):
        inner = node.func if isinstance(node, ast.Call) else node.value
        if isinstance(node, ast.Attribute) and isinstance(inner, ast.Name) and inner.id == "self":
            return node.attr in _LOGGING
        node = inner
    return getattr(node, "id", "") in _LOGGING


def _is_got(value):
    """Whether a value is read without an effect on anything."""
    calls = [one for one in ast.walk(value) if isinstance(one, (ast.Call, ast.Await, ast.Subscript))]
    return all(isinstance(one, ast.Call) and getattr(one.func, "attr", "") == "get" and not any(map(_is_compound, one.args)) for one in calls)


def _is_compound(node):
    """What cannot be the key of anything."""
    return isinstance(node, (ast.List, ast.Dict, ast.Set))


def _is_read(method, name, is_gone):
    """Whether somebody does something with a variable; telling it counts where it is gone, for that fails."""
    told = {inside for one in ast.walk(method) if isinstance(one, ast.Call) and _is_logging(one.func) for inside in ast.walk(one)}
    reading = [one for one in ast.walk(method) if isinstance(one, ast.Name) and one.id == name and isinstance(one.ctx, ast.Load)]
    return any(is_gone or one not in told for one in reading)


def _is_talk(node):
    return isinstance(node, ast.Pass) or isinstance(node, ast.Expr) and _is_logging(node.value)


def _is_the_end_anyway(functions, handler, node):
    """Whether the function returns None there too without the statement."""
    gives_none = node.value is None or isinstance(node.value, ast.Constant) and node.value.value is None
    return gives_none and any(handler in getattr(one.body[-1], "handlers", []) for one in functions)


def _called(node):
    function = getattr(node.value, "func", None)
    return getattr(function, "attr", "")


def _other(value):
    if isinstance(value, bool):
        return not value
    if isinstance(value, (int, float)):
        return value + 1
    return value + "x" if isinstance(value, str) else "other"


KINDS = [name for name in vars(Agent) if name[:1] != "_" and name[:2] != "wi" and name not in ("nodes", "place", "text")]


def main():
    request = json.load(sys.stdin)
    agent = Agent(request["source"], request["hooks"], request["classes"], request["setByBase"])
    found = []
    for kind in KINDS:
        places = list(getattr(agent, kind)())
        if places:
            # Far from each other in different agents, the same in every run.
            node, source, *none = places[(request["seed"] * 7919 + len(places) // 2) % len(places)]
            made = {"kind": kind.replace("_", " "), "line": node.lineno, "source": source}
            found.append(dict(made, **{"isNone": reason for reason in none if reason}))
    json.dump(found, sys.stdout)


main()
