"""What CPython says of modules, one JSON object per line of base64 source on stdin: why compile() refuses it, or null, and the names
that it reads and nothing binds, by the symbol tables."""
import base64
import builtins
import json
import symtable
import sys
import warnings

KNOWN = set(dir(builtins)) | {"__file__", "__path__", "__class__", "__module__", "__qualname__", "__annotations__"}


def unbound(table, module_names):
    found = set()
    for symbol in table.get_symbols():
        name = symbol.get_name()
        is_module = table.get_type() == "module"
        is_global = symbol.is_global() or (is_module and not symbol.is_assigned() and not symbol.is_imported())
        if symbol.is_referenced() and is_global and name not in module_names and name not in KNOWN:
            found.add(name)
    for child in table.get_children():
        found |= unbound(child, module_names)
    return found


def bound_in_module(table):
    names = {s.get_name() for s in table.get_symbols() if s.is_assigned() or s.is_imported() or s.is_namespace()}

    def declared(inner):
        found = {s.get_name() for s in inner.get_symbols() if s.is_declared_global() and s.is_assigned()}
        return found.union(*(declared(child) for child in inner.get_children()))

    return names | declared(table)


def verdict(source):
    try:
        compile(source, "module.py", "exec", dont_inherit=True)
        table = symtable.symtable(source, "module.py", "exec")
    except (SyntaxError, ValueError) as error:
        return {"error": str(error), "unbound": []}
    return {"error": None, "unbound": sorted(unbound(table, bound_in_module(table)))}


warnings.simplefilter("ignore")
for line in sys.stdin:
    print(json.dumps(verdict(base64.b64decode(line))), flush=True)
