/**
 * What the interpreter runs (`python -I -B -c …`): it reads frames `<number of bytes>\n<bytes>` and answers each with one line of JSON. It
 * compiles and never executes, so no code of a workspace runs and nothing is imported but the standard library. The first line it prints
 * names the interpreter; that much runs on Python 2 too.
 */
export const compileProgram = `
import sys
v = sys.version_info
try:
    implementation = sys.implementation.name
except AttributeError:
    implementation = "cpython"
name = {"cpython": "CPython", "pypy": "PyPy"}.get(implementation, implementation)
sys.stdout.write("%s %d.%d.%d\\n" % (name, v[0], v[1], v[2]))
sys.stdout.flush()
if v < (3, 8):
    sys.exit(0)
import json
import warnings
warnings.simplefilter("ignore")
PARSE_ONLY = 0x400
stdin = sys.stdin.buffer

def parses(source):
    try:
        compile(source, "<source>", "exec", PARSE_ONLY, dont_inherit=True)
    except Exception:
        return False
    return True

def check(source):
    try:
        compile(source, "<source>", "exec", dont_inherit=True)
    except SyntaxError as error:
        stage = "compile" if parses(source) else "parse"
        return {"line": error.lineno or 1, "message": error.msg, "stage": stage}
    except (ValueError, UnicodeError) as error:
        return {"line": 1, "message": str(error), "stage": "parse"}
    except (RecursionError, MemoryError, OverflowError) as error:
        return {"gaveUp": type(error).__name__}
    return {}

while True:
    header = stdin.readline()
    if not header:
        break
    answer = check(stdin.read(int(header)))
    sys.stdout.write(json.dumps(answer) + "\\n")
    sys.stdout.flush()
`;
