"""What an agent is ready for: blocks that it guards with ``try``, and imports that it can do without."""

import ast
import builtins
import collections
import importlib.util
import re
import sys

from .faults import faults, plain

# Under which a block of the agent says that it begins; no name that anybody else would think of.
_ENTER = "__enter_guarded_block__"
# Of the line that a block is known by.
_TEXT = 60
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
_OWN_NAME = re.compile(r"\b(?:_own)?_(?=\w)")
_MISSING = ("ImportError", "ModuleNotFoundError")


def telling(source, path):
    """The tree of a module in which every guarded block of a function tells ``faults`` first that it begins."""
    tree = ast.parse(source, path)
    lines = importlib.util.decode_source(source).splitlines()
    for function in [one for one in ast.walk(tree) if isinstance(one, _FUNCTIONS)]:
        blocks = [(_known_by(one, lines), one) for one in _own_nodes(function) if isinstance(one, ast.Try) and one.handlers]
        counts = collections.Counter(text for text, _ in blocks)
        for text, block in blocks:
            # Of two that begin alike, one may be gone in the other version.
            if counts[text] == 1:
                block.body.insert(0, _call(block.body[0], plain(function.name), text))
    setattr(builtins, _ENTER, faults.enter)
    return ast.fix_missing_locations(tree)


def _own_nodes(function):
    """Everything in a function but what stands in a function of its own."""
    waiting = list(ast.iter_child_nodes(function))
    while waiting:
        node = waiting.pop()
        yield node
        if not isinstance(node, _FUNCTIONS + (ast.Lambda, ast.ClassDef)):
            waiting.extend(ast.iter_child_nodes(node))


def _known_by(block, lines):
    """The line that it begins with, also where a migration had to make room for a name of the base's."""
    return _OWN_NAME.sub("", lines[block.body[0].lineno - 1].strip())[:_TEXT]


def _call(place, *texts):
    call = ast.Call(func=ast.Name(id=_ENTER, ctx=ast.Load()), args=[ast.Constant(value=one) for one in texts], keywords=[])
    return ast.copy_location(ast.Expr(value=call), place)


def refusing(source, path, base):
    """Builtins for a module in which no import but that of the base succeeds that it can do without; None where it has no such import."""
    imports = list(_dispensable_imports(ast.parse(source, path)))
    lines = {line for node in imports for line in range(node.lineno, node.end_lineno + 1)}

    def imported(name, *more, **options):
        caller = sys._getframe(1)
        if name != base and caller.f_code.co_filename == path and caller.f_lineno in lines:
            raise ModuleNotFoundError("No module named %r" % name, name=name)
        return builtins.__import__(name, *more, **options)

    return dict(vars(builtins), __import__=imported) if lines else None


def _dispensable_imports(tree):
    for block in ast.walk(tree):
        if isinstance(block, ast.Try) and any(_goes_on_without(one) for one in block.handlers):
            yield from (node for node in block.body if isinstance(node, (ast.Import, ast.ImportFrom)))


def _goes_on_without(handler):
    kinds = getattr(handler.type, "elts", [handler.type])
    inside = [node for statement in handler.body for node in ast.walk(statement)]
    ends = any(isinstance(node, (ast.Raise, ast.Import, ast.ImportFrom)) or getattr(getattr(node, "func", None), "attr", "") == "exit" for node in inside)
    return not ends and any(getattr(kind, "id", "") in _MISSING for kind in kinds)
