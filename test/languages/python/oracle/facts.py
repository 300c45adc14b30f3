"""Prints, as one JSON document per line, what CPython's `ast` shows of each file named on standard input; `null` where it does not parse.

Written from the definition of each fact, with none of the scanner's tables or patterns: names are resolved through the scopes that the
language defines, imports in conditions counting as bindings of their scope.
"""

import ast
import json
import sys
import warnings

QUERY, PLACE, MANAGE = "gpu-query", "gpu-placement", "gpu-managing"

MANAGING = {
    "empty_cache",
    "set_per_process_memory_fraction",
    "set_device",
    "device",
    "device_of",
    "synchronize",
    "stream",
    "Stream",
    "set_stream",
    "ipc_collect",
}
LOCK_MODULES = ("threading", "multiprocessing", "multiprocessing.get_context()", "multiprocessing.Manager()")
LOCKS = {"Lock", "RLock", "Semaphore", "BoundedSemaphore", "Condition"}
ASYNCIO = {
    *("run", "create_task", "ensure_future", "gather", "wait", "wait_for", "as_completed", "shield", "timeout"),
    *("get_event_loop", "new_event_loop", "get_running_loop", "set_event_loop", "run_coroutine_threadsafe", "to_thread"),
    *("start_server", "open_connection", "start_unix_server", "open_unix_connection", "Runner", "TaskGroup", "Queue"),
    *("create_subprocess_exec", "create_subprocess_shell", "PriorityQueue", "LifoQueue", "Lock", "Event", "Condition"),
    *("Semaphore", "BoundedSemaphore", "Barrier", "Future", "Task"),
}
SUBPROCESS = {"run", "Popen", "call", "check_call", "check_output", "getoutput", "getstatusoutput"}
ENGINES = {
    "sqlite3.connect": "sqlite",
    "aiosqlite.connect": "sqlite",
    "redis.Redis": "redis",
    "redis.StrictRedis": "redis",
    "redis.from_url": "redis",
    "redis.Redis.from_url": "redis",
    "redis.ConnectionPool": "redis",
    "redis.asyncio.Redis": "redis",
    "redis.asyncio.from_url": "redis",
    "redis.asyncio.Redis.from_url": "redis",
    "redis.asyncio.ConnectionPool": "redis",
    "redis.ConnectionPool.from_url": "redis",
    "redis.asyncio.ConnectionPool.from_url": "redis",
    "sqlalchemy.create_engine": "sqlalchemy",
    "sqlalchemy.ext.asyncio.create_async_engine": "sqlalchemy",
    "psycopg2.connect": "postgresql",
    "psycopg.connect": "postgresql",
    "asyncpg.connect": "postgresql",
    "asyncpg.create_pool": "postgresql",
    "pymysql.connect": "mysql",
    "mysql.connector.connect": "mysql",
    "pymongo.MongoClient": "mongodb",
    "neo4j.GraphDatabase.driver": "neo4j",
    "chromadb.Client": "chromadb",
    "chromadb.PersistentClient": "chromadb",
    "chromadb.HttpClient": "chromadb",
}
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


class Scope:
    def __init__(self, parent, is_class=False):
        self.parent = parent
        self.is_class = is_class
        self.bound = set()
        self.imports = {}
        self.classes = {}
        self.elsewhere = {}

    def resolve(self, name):
        """What binds the name: the scope, or None."""
        scope = self
        while scope:
            if scope is self or not scope.is_class:
                if scope.elsewhere.get(name) == "global":
                    while scope.parent:
                        scope = scope.parent
                    return scope
                if name not in scope.elsewhere and name in scope.bound:
                    return scope
            scope = scope.parent
        return None


class Binder(ast.NodeVisitor):
    """Finds what each scope binds."""

    def __init__(self, tree):
        self.scopes = {}
        self.scope = Scope(None)
        self.scopes[tree] = self.scope
        self.declare(tree)
        for child in ast.iter_child_nodes(tree):
            self.visit(child)

    def inside(self, node, visit, is_class=False):
        outer = self.scope
        self.scope = self.scopes[node] = Scope(outer, is_class)
        self.declare(node)
        visit()
        self.scope = outer

    def declare(self, node):
        """Declarations hold for a whole scope."""
        for child in ast.iter_child_nodes(node):
            if isinstance(child, (ast.Global, ast.Nonlocal)):
                for name in child.names:
                    self.scope.elsewhere[name] = "global" if isinstance(child, ast.Global) else "nonlocal"
            elif not isinstance(child, (*FUNCTIONS, *COMPREHENSIONS, ast.ClassDef)):
                self.declare(child)

    def owner(self, name):
        """The scope in which a statement of this one binds the name."""
        scope = self.scope
        while scope.parent and self.scope.elsewhere.get(name) == "global":
            scope = scope.parent
        return scope

    def bind(self, name):
        self.owner(name).bound.add(name)

    def visit_Name(self, node):
        if not isinstance(node.ctx, ast.Load):
            self.bind(node.id)

    def visit_Import(self, node):
        for alias in node.names:
            local = alias.asname or alias.name.partition(".")[0]
            self.bind(local)
            target = alias.name if alias.asname else local
            self.owner(local).imports.setdefault(local, []).append(target)

    def visit_ImportFrom(self, node):
        module = "." * node.level + (node.module or "")
        for alias in node.names:
            if alias.name == "*":
                continue
            local = alias.asname or alias.name
            self.bind(local)
            joint = "" if module.endswith(".") else "."
            self.owner(local).imports.setdefault(local, []).append(module + joint + alias.name)

    def visit_ExceptHandler(self, node):
        if node.name:
            self.bind(node.name)
        self.generic_visit(node)

    def visit_MatchAs(self, node):
        if node.name:
            self.bind(node.name)
        self.generic_visit(node)

    def visit_MatchStar(self, node):
        if node.name:
            self.bind(node.name)

    def visit_MatchMapping(self, node):
        if node.rest:
            self.bind(node.rest)
        self.generic_visit(node)

    def visit_ClassDef(self, node):
        self.bind(node.name)
        self.scope.classes.setdefault(node.name, node)
        for outside in [*node.decorator_list, *node.bases, *node.keywords]:
            self.visit(outside)
        self.inside(node, lambda: [self.visit(child) for child in node.body], is_class=True)

    def visit_FunctionDef(self, node):
        self.bind(node.name)
        for outside in node.decorator_list:
            self.visit(outside)
        self.function(node, node.body)

    visit_AsyncFunctionDef = visit_FunctionDef

    def visit_Lambda(self, node):
        self.function(node, [node.body])

    def function(self, node, body):
        arguments = node.args
        for outside in [*arguments.defaults, *[default for default in arguments.kw_defaults if default]]:
            self.visit(outside)
        every = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs, arguments.vararg, arguments.kwarg]
        present = [argument for argument in every if argument]
        for argument in present:
            if argument.annotation:
                self.visit(argument.annotation)
        if getattr(node, "returns", None):
            self.visit(node.returns)

        def inner():
            for argument in present:
                self.bind(argument.arg)
            for child in body:
                self.visit(child)

        self.inside(node, inner)

    def comprehension(self, node):
        self.visit(node.generators[0].iter)
        self.inside(node, lambda: self.generic_visit(node))

    visit_ListComp = visit_SetComp = visit_DictComp = visit_GeneratorExp = comprehension

    def visit_NamedExpr(self, node):
        scope = self.scope
        while any(scope is self.scopes.get(one) for one in self.scopes if isinstance(one, COMPREHENSIONS)):
            scope = scope.parent
        scope.bound.add(node.target.id)
        self.visit(node.value)


class Reader(ast.NodeVisitor):
    """Gathers facts with every name resolved."""

    def __init__(self, tree, text):
        self.lines = text.split("\n")
        self.tree = tree
        self.scopes = Binder(tree).scopes
        self.scope = self.scopes[tree]
        self.aliases = {}
        self.loops = 0
        self.statement = None
        self.facts = []
        self.cuda = CudaNames(tree, self.scopes)
        self.find_aliases()
        for child in tree.body:
            self.visit(child)

    # Positions: lines from 1, columns from 1 in UTF-16 code units, the end exclusive.

    def column(self, line, offset):
        raw = self.lines[line - 1].encode()[:offset]
        return len(raw.decode().encode("utf-16-le")) // 2 + 1

    def extent(self, node):
        return [
            node.lineno,
            self.column(node.lineno, node.col_offset),
            node.end_lineno,
            self.column(node.end_lineno, node.end_col_offset),
        ]

    def add(self, kind, node, detail=""):
        self.facts.append([kind, *self.extent(node), detail])

    # Names.

    def find_aliases(self):
        """`name = library.path`, `name = library.call()`."""
        for node in ast.walk(self.tree):
            for child in ast.iter_child_nodes(node):
                child.above = node
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name):
                scope = self.scope_of(node)
                name = node.targets[0].id
                if scope.elsewhere.get(name) == "global":
                    scope = self.scopes[self.tree]
                for path in self.paths(node.value, scope):
                    self.aliases.setdefault((scope, name), []).append(path)

    def scope_of(self, node):
        while node not in self.scopes:
            node = node.above
        return self.scopes[node]

    def paths(self, node, scope=None):
        """The dotted paths that an expression may stand for."""
        scope = scope or self.scope
        if isinstance(node, ast.Name):
            owner = scope.resolve(node.id)
            if owner is None:
                return []
            found = list(owner.imports.get(node.id, []))
            return found + self.aliases.get((owner, node.id), [])
        if isinstance(node, ast.Attribute):
            return [f"{path}.{node.attr}" for path in self.paths(node.value, scope)]
        if isinstance(node, ast.Call):
            return [f"{path}()" for path in self.paths(node.func, scope)]
        return []

    def base_paths(self, node, scope, seen=()):
        """The paths of a class and of everything it inherits in this file."""
        if isinstance(node, ast.Name) and node.id not in seen:
            owner = scope.resolve(node.id)
            definition = owner.classes.get(node.id) if owner else None
            if definition is not None and node.id not in owner.imports:
                outer = self.scope_of(definition.above)
                return [p for base in definition.bases for p in self.base_paths(base, outer, (*seen, node.id))]
        return self.paths(node, scope)

    # The walk.

    def visit(self, node):
        if isinstance(node, ast.stmt):
            self.statement = node
        if isinstance(node, (*FUNCTIONS, ast.ClassDef)):
            return self.visit_scope(node)
        if isinstance(node, COMPREHENSIONS):
            outer = self.scope
            self.visit(node.generators[0].iter)
            self.scope = self.scopes[node]
            for child in ast.iter_child_nodes(node):
                if isinstance(child, ast.comprehension):
                    parts = [child.target, *child.ifs] + ([] if child is node.generators[0] else [child.iter])
                    for part in parts:
                        self.visit(part)
                else:
                    self.visit(child)
            self.scope = outer
            return None
        return super().visit(node)

    def visit_scope(self, node):
        if isinstance(node, ast.AsyncFunctionDef):
            self.facts.append(["async-def", node.lineno, 0, 0, 0, node.name])
        outside = list(getattr(node, "decorator_list", []))
        body = node.body if isinstance(node.body, list) else [node.body]
        if isinstance(node, ast.ClassDef):
            outside += [*node.bases, *node.keywords]
            self.add_class(node)
        else:
            outside += [node.args, *([node.returns] if getattr(node, "returns", None) else [])]
        for child in outside:
            self.generic_visit(child) if isinstance(child, ast.arguments) else self.visit(child)
        outer = self.scope
        self.scope = self.scopes[node]
        for child in body:
            self.visit(child)
        self.scope = outer
        return None

    def add_class(self, node):
        bases = []
        for base in node.bases:
            target = base.value if isinstance(base, ast.Subscript) else base.func if isinstance(base, ast.Call) else base
            if isinstance(target, (ast.Name, ast.Attribute)) and self.is_chain(target):
                bases.append(self.first_import(target))
        methods = [child.name for child in self.in_body(node) if isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef))]
        self.facts.append(["class", node.lineno, 0, node.end_lineno, 0, [node.name, bases, methods]])

    def in_body(self, node):
        """The statements of a class body, those in its conditions too."""
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.stmt):
                yield child
            if not isinstance(child, (*FUNCTIONS, ast.ClassDef, ast.expr)):
                yield from self.in_body(child)

    def is_chain(self, node):
        while isinstance(node, ast.Attribute):
            node = node.value
        return isinstance(node, ast.Name)

    def first_import(self, node):
        """Through imports only, the first one of a scope."""
        rest = []
        while isinstance(node, ast.Attribute):
            rest.insert(0, node.attr)
            node = node.value
        owner = self.scope.resolve(node.id)
        first = owner.imports[node.id][0] if owner and node.id in owner.imports else node.id
        return ".".join([first, *rest])

    def visit_Import(self, node):
        for alias in node.names:
            local = alias.asname or alias.name.partition(".")[0]
            self.facts.append(["import", node.lineno, 0, 0, 0, [alias.name, None, local]])

    def visit_ImportFrom(self, node):
        module = "." * node.level + (node.module or "")
        for alias in node.names:
            local = "*" if alias.name == "*" else alias.asname or alias.name
            self.facts.append(["import", node.lineno, 0, 0, 0, [module, alias.name, local]])

    def visit_Constant(self, node):
        if node.value in ("CUDAExecutionProvider", "TensorrtExecutionProvider") and isinstance(node.value, str):
            above = getattr(node, "above", None)
            if not isinstance(above, ast.Expr):
                self.add(QUERY if isinstance(above, ast.Compare) else PLACE, node)

    def visit_keyword(self, node):
        value = node.value
        constant = value.value if isinstance(value, ast.Constant) else value
        if isinstance(getattr(node, "above", None), ast.Call):
            if node.arg == "device_map" and constant not in (None, "cpu", "disk"):
                if not (isinstance(value, ast.Dict) and not value.keys):
                    self.add(PLACE, node)
            elif node.arg == "n_gpu_layers" and not (constant == 0 and isinstance(constant, int)):
                self.add(PLACE, node)
            elif node.arg in ("load_in_4bit", "load_in_8bit") and constant is True:
                self.add(PLACE, node)
            elif node.arg == "device" and getattr(node.above.func, "attr", "") != "to" and self.cuda.may_be(value, self.scope):
                self.add(PLACE, node)
        self.generic_visit(node)

    def visit_Call(self, node):
        self.method(node)
        seen = set()
        for path in self.paths(node.func):
            for kind, detail in self.judge(path, node):
                if (kind, detail) not in seen:
                    seen.add((kind, detail))
                    self.add(kind, node, detail)
        if isinstance(node.func, ast.Name):
            owner = self.scope.resolve(node.func.id)
            if owner and node.func.id in owner.classes and node.func.id not in owner.imports:
                paths = self.base_paths(node.func, self.scope)
                if {"threading.Thread", "threading.Timer"} & set(paths):
                    self.add("thread", node)
                elif "multiprocessing.Process" in paths:
                    self.add("process", node)
        for argument in [*node.args, *[keyword.value for keyword in node.keywords if keyword.arg == "default_factory"]]:
            is_factory = argument not in node.args or (isinstance(node.func, ast.Name) and node.func.id == "defaultdict")
            for path in self.paths(argument) if is_factory else []:
                module, _, name = path.rpartition(".")
                if module in ("threading", "multiprocessing") and name in LOCKS:
                    self.add("lock", argument)
                elif module == "asyncio" and name in ASYNCIO:
                    self.add("asyncio", argument)
        self.generic_visit(node)

    def method(self, node):
        if not isinstance(node.func, ast.Attribute):
            return
        name = node.func.attr
        if name == "cuda":
            self.add(PLACE, node)
        elif name == "to":
            given = {keyword.arg: keyword.value for keyword in node.keywords}
            positional = [argument for argument in node.args if not isinstance(argument, ast.Starred)]
            target = given.get("device") or (positional[0] if positional else None)
            if target is not None and self.cuda.may_be(target, self.scope):
                self.add(PLACE, node)
        elif name == "socket" and node.args:
            kind = node.args[0]
            last = kind.attr if isinstance(kind, ast.Attribute) else getattr(kind, "id", "")
            if last in {"REP", "REQ", "PUB", "SUB", "PUSH", "PULL", "ROUTER", "DEALER", "PAIR", "XPUB", "XSUB", "STREAM"}:
                self.add("socket", node, last)

    def judge(self, path, node):
        """What a call of that path is evidence of."""
        module, _, name = path.rpartition(".")
        if path.startswith("torch.cuda."):
            rest = path.removeprefix("torch.cuda.")
            if rest in MANAGING or rest == "memory.empty_cache":
                yield MANAGE, path
            elif rest in ("current_stream().synchronize", "default_stream().synchronize", "Stream().synchronize"):
                yield MANAGE, path
            elif rest.startswith("amp."):
                yield PLACE, path
            elif "()" not in rest:
                yield QUERY, path
        elif path.split(".")[0] in ("pynvml", "GPUtil") and "()" not in path and "." in path:
            yield QUERY, path
        elif module == "subprocess" and name in SUBPROCESS or path in ("os.system", "os.popen"):
            strings = [one.value for one in ast.walk(node) if isinstance(one, ast.Constant)]
            if any(isinstance(one, str) and "nvidia-smi" in one for one in strings):
                yield QUERY, "nvidia-smi"
        if path in ("threading.Thread", "threading.Timer", "_thread.start_new_thread"):
            yield "thread", ""
        elif module in LOCK_MODULES and name in LOCKS or path == "_thread.allocate_lock":
            yield "lock", path
        elif path in ("concurrent.futures.ThreadPoolExecutor", "multiprocessing.pool.ThreadPool"):
            yield "executor", path
        elif path in (
            *("concurrent.futures.ProcessPoolExecutor", "multiprocessing.Process", "multiprocessing.Pool"),
            *("multiprocessing.Manager", "os.fork", "multiprocessing.get_context().Process", "multiprocessing.pool.Pool"),
            *("multiprocessing.get_context().Pool", "multiprocessing.managers.BaseManager"),
        ):
            yield "process", path
        elif module == "asyncio" and name in ASYNCIO:
            yield "asyncio", path
        elif path in ENGINES:
            yield "database", ENGINES[path]
        elif path in ("socket.socket", "socket.create_connection"):
            yield "socket", ""


class CudaNames:
    """Names and attributes that the file visibly assigns a CUDA device."""

    def __init__(self, tree, scopes):
        self.assigned = []
        self.scopes = scopes
        for node in ast.walk(tree):
            for child in ast.iter_child_nodes(node):
                child.above = node
        for node in ast.walk(tree):
            if isinstance(node, ast.Assign):
                self.assigned += [(node.targets[0], node.value, self.scope_of(node))]
            elif isinstance(node, ast.AnnAssign) and node.value:
                self.assigned.append((node.target, node.value, self.scope_of(node)))
            elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                arguments = [*node.args.posonlyargs, *node.args.args]
                pairs = list(zip(arguments[len(arguments) - len(node.args.defaults) :], node.args.defaults))
                pairs += [(one, default) for one, default in zip(node.args.kwonlyargs, node.args.kw_defaults) if default]
                self.assigned += [(ast.Name(one.arg), default, scopes[node]) for one, default in pairs]

    def scope_of(self, node):
        while node not in self.scopes:
            node = node.above
        return self.scopes[node]

    def may_be(self, node, scope, trail=3):
        compared = {id(side) for one in ast.walk(node) if isinstance(one, ast.Compare) for side in one.comparators}
        for one in ast.walk(node):
            if isinstance(one, ast.Constant) and isinstance(one.value, str) and id(one) not in compared:
                if one.value == "cuda" or one.value.startswith("cuda:"):
                    return True
        if trail == 0:
            return False
        for target, value, owner in self.assigned:
            if self.same(target, node) and (isinstance(node, ast.Attribute) or self.sees(scope, owner)):
                if self.may_be(value, owner, trail - 1):
                    return True
        return False

    def sees(self, scope, owner):
        while scope:
            if scope is owner:
                return True
            scope = scope.parent
        return False

    def same(self, a, b):
        if isinstance(a, ast.Name) and isinstance(b, ast.Name):
            return a.id == b.id
        if isinstance(a, ast.Attribute) and isinstance(b, ast.Attribute):
            return a.attr == b.attr and isinstance(a.value, ast.Name) and self.same(a.value, b.value)
        return False


def main():
    warnings.simplefilter("ignore")
    for path in sys.stdin.read().splitlines():
        with open(path, "rb") as source:
            data = source.read()
        try:
            tree = ast.parse(data)
            text = decode(data)
            facts = Reader(tree, text).facts
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            facts = None
        print(json.dumps(facts), flush=True)


def decode(data):
    import io
    import tokenize

    encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
    return data.decode(encoding).replace("\r\n", "\n").replace("\r", "\n")


if __name__ == "__main__":
    main()
