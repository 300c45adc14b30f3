"""What classes of a module do about their base, one JSON list per line of `names base64`: a fact per item, read from CPython's tree."""
import ast
import base64
import json
import sys


def text_of(node):
    return ast.unparse(node)


def calls(tree, *names):
    return [node for node in ast.walk(tree) if isinstance(node, ast.Call) and text_of(node.func).endswith(names)]


def facts(source, names):
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError) as error:
        return [f"does not parse ({error.__class__.__name__})"]
    found = []
    for cls in (node for node in tree.body if isinstance(node, ast.ClassDef) and node.name in names):
        bases = ", ".join(map(text_of, cls.bases))
        found.append(f"{cls.name}({bases})")
        found += [f"calls {text_of(one)}" for one in calls(cls, "super().__init__")]
        contexts = len(calls(cls, "zmq.Context", "zmq.Context.instance"))
        found.append(f"{contexts} own contexts, {len(calls(cls, '.bind'))} binds, {len(calls(cls, 'Thread'))} threads")
        own = {node.name for node in cls.body if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))}
        found += [f"defines {name}" for name in sorted(own)]
    return found


for line in sys.stdin:
    names, _, source = line.rstrip("\n").partition(" ")
    print(json.dumps(facts(base64.b64decode(source), set(names.split(",")))), flush=True)
