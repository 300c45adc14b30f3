"""Prints, as one JSON document per line, whether CPython parses each file named on standard input, and mutants of its statements likewise.

A mutant is a top-level statement of the file with one token left out, doubled or replaced by another of its tokens; which ones is drawn from
the file's name, so that every run draws the same.
"""

import ast
import io
import json
import os
import random
import sys
import tokenize
import warnings

LONGEST = 1500


def parses(source):
    try:
        ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True


def mutants(data, name):
    draw = random.Random(name)
    try:
        text = data.decode()
        statements = [ast.get_source_segment(text, one) or "" for one in ast.parse(text).body]
    except (SyntaxError, ValueError, UnicodeDecodeError):
        return
    short = [one for one in statements if 10 < len(one) < LONGEST and "\r" not in one]
    for statement in draw.sample(short, min(3, len(short))):
        lines = io.StringIO(statement + "\n")
        tokens = [one for one in tokenize.generate_tokens(lines.readline) if one.string.strip()]
        at, other = draw.randrange(len(tokens)), draw.randrange(len(tokens))
        with_other = draw.choice(["", tokens[other].string, tokens[at].string + " " + tokens[at].string])
        starts = [0]
        for line in (statement + "\n").splitlines(keepends=True):
            starts.append(starts[-1] + len(line))
        begin = starts[tokens[at].start[0] - 1] + tokens[at].start[1]
        end = starts[tokens[at].end[0] - 1] + tokens[at].end[1]
        mutant = statement[:begin] + with_other + statement[end:] + "\n"
        yield {"text": mutant, "valid": parses(mutant)}


def main():
    warnings.simplefilter("ignore")
    for path in sys.stdin.read().splitlines():
        with open(path, "rb") as source:
            data = source.read()
        answer = {"valid": parses(data), "mutants": list(mutants(data, os.path.basename(path)))}
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
