"""Prints a digest of CPython's own tokens for each file named on standard input, or the tokens themselves with --full.

A token is `kind start end` in UTF-16 code units of the text; kinds are those that the scanner shares with CPython.
"""

import hashlib
import io
import sys
import token
import tokenize

KINDS = {
    token.NAME: "name",
    token.NUMBER: "number",
    token.STRING: "string",
    token.OP: "op",
    token.INDENT: "indent",
    token.DEDENT: "dedent",
    token.NEWLINE: "newline",
}
FSTRING_START = getattr(token, "FSTRING_START", None)
FSTRING_END = getattr(token, "FSTRING_END", None)


def units(text):
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def tokens_of(data):
    encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
    text = data.decode(encoding).removeprefix("\ufeff")
    starts = [0]
    lines = text.replace("\r\n", "\n").replace("\r", "\n").splitlines(keepends=True) if "\r" in text else None
    if lines is not None:
        raise ValueError("carriage returns are compared elsewhere")
    lines = io.StringIO(text).readlines()
    for line in lines:
        starts.append(starts[-1] + units(line))

    def offset(position):
        row, column = position
        if row > len(lines):
            return starts[-1]
        line = lines[row - 1]
        return starts[row - 1] + (column if line.isascii() else units(line[:column]))

    depth = 0
    string_start = None
    for entry in tokenize.generate_tokens(io.StringIO(text).readline):
        if entry.type == token.ERRORTOKEN and not entry.string.isspace():
            raise ValueError("tokenize.py does not know every identifier that the compiler knows")
        if entry.type == FSTRING_START:
            if depth == 0:
                string_start = entry.start
            depth += 1
        elif entry.type == FSTRING_END:
            depth -= 1
            if depth == 0:
                yield "string", offset(string_start), offset(entry.end)
        elif depth == 0 and entry.type in KINDS:
            kind = KINDS[entry.type]
            if kind in ("dedent", "newline"):
                yield kind, 0, 0
            else:
                yield kind, offset(entry.start), offset(entry.end)


def main():
    full = "--full" in sys.argv
    for path in sys.stdin.read().splitlines():
        with open(path, "rb") as source:
            data = source.read()
        try:
            compile(data, path, "exec", dont_inherit=True)
            stream = "".join(f"{kind} {start} {end}\n" for kind, start, end in tokens_of(data))
        except (SyntaxError, ValueError, UnicodeDecodeError, tokenize.TokenError, RecursionError, MemoryError):
            print("-", flush=True)
            continue
        print(stream if full else hashlib.sha1(stream.encode()).hexdigest(), flush=True)


if __name__ == "__main__":
    import warnings

    warnings.simplefilter("ignore")
    main()
