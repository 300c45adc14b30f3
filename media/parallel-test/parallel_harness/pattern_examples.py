"""Texts that regular expressions match, so that what a module does with a match is seen."""

import re
import warnings

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    try:
        from re import _parser as parser
    except ImportError:
        import sre_parse as parser

LONGEST = 200
# For a class of characters that is repeated, such as \w+: also a number word and a number.
_REPEATED = {"CATEGORY_WORD": "two", "CATEGORY_DIGIT": "12", "CATEGORY_NOT_SPACE": "two"}
_ONE = {"CATEGORY_WORD": "a", "CATEGORY_DIGIT": "3", "CATEGORY_SPACE": " ", "CATEGORY_NOT_SPACE": "a", "CATEGORY_NOT_DIGIT": "a"}


def looks_like_pattern(text):
    return bool(re.search(r"\\[bBdDwWsS.]|\(\?|\.[*+]|\[[^\]]+\][*+]", text)) and len(text) <= 400


def example_of(pattern):
    """A text in which the pattern is found; None when none is made."""
    try:
        made = _sequence(parser.parse(pattern))
        return made if made and len(made) <= LONGEST and re.search(pattern, made, re.IGNORECASE) else None
    except (re.error, ValueError, RecursionError, OverflowError):
        return None


def _sequence(items):
    return "".join(_item(str(kind), value) for kind, value in items)


def _item(kind, value):
    if kind == "LITERAL":
        return chr(value)
    if kind == "IN":
        return _member(value)
    if kind in ("ANY", "NOT_LITERAL"):
        return "x" if value != ord("x") else "y"
    if kind in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
        return _repeated(*value)
    if kind == "SUBPATTERN":
        return _sequence(value[-1])
    if kind == "ATOMIC_GROUP":
        return _sequence(value)
    if kind == "BRANCH":
        return _sequence(value[1][0])
    return ""


def _repeated(least, most, items):
    kind, value = items[0] if len(items) == 1 else ("", None)
    if str(kind) == "IN" and int(most) > 2 and least <= 2:
        known = [_REPEATED[str(one)] for sort, one in value if str(sort) == "CATEGORY" and str(one) in _REPEATED]
        if known and str(value[0][0]) != "NEGATE":
            return known[0]
    if str(kind) == "ANY" and int(most) > 2 and least <= 2:
        return "two words"
    return _sequence(items) * max(int(least), 1 if int(most) > 1 else 0)


def _member(choices):
    """One character of a set."""
    if str(choices[0][0]) == "NEGATE":
        excluded = re.compile("[%s]" % "".join(re.escape(chr(value)) for kind, value in choices[1:] if str(kind) == "LITERAL") or "[^\\w\\W]")
        return next((one for one in "ax1 ." if not excluded.match(one)), "a")
    kind, value = str(choices[0][0]), choices[0][1]
    if kind == "LITERAL":
        return chr(value)
    return chr(value[0]) if kind == "RANGE" else _ONE.get(str(value), "a")
