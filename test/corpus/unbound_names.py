"""Names that a module reads and nothing binds, by CPython's own symbol tables: one JSON list per line of base64 source on stdin."""
import base64
import builtins
import json
import symtable
import sys

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


for line in sys.stdin:
    source = base64.b64decode(line)
    try:
        table = symtable.symtable(source.decode("utf-8-sig"), "module.py", "exec")
        print(json.dumps(sorted(unbound(table, bound_in_module(table)))), flush=True)
    except (SyntaxError, ValueError) as error:
        print(json.dumps({"error": str(error)}), flush=True)
