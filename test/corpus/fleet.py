"""Judges what `fleet --json` says of a folder by what CPython's `ast` shows of it: `fleet.py FOLDER MODULE:CLASS` of the base class, with
the document on standard input. Ends with 1 where they disagree.

Written from the rules, with none of the scanner's tables: which classes are on the base, by following imports; which are named like an
agent and live like one; which files parse; which file imports, and uses, a class of which other file; and who needs each other.
"""

import ast
import json
import os
import sys
import warnings

SKIPPED_FOLDERS = {
    *(".git", ".hg", ".svn", ".agent-migrator", "node_modules", "bower_components", "site-packages", "venv", ".venv"),
    *("virtualenv", ".virtualenv", ".tox", ".nox", ".conda", "build", "dist", "out", "__pycache__", ".mypy_cache"),
    *(".pytest_cache", ".ruff_cache", ".eggs", ".next", "coverage", "test", "tests", "__tests__", "__mocks__"),
    *("backup", "backups", "archive", "_trash"),
}
LIFE_CYCLE = {"run", "start", "serve", "main_loop", "stop", "cleanup", "shutdown", "close"}


def is_left_out(name, is_folder):
    if is_folder:
        return name in SKIPPED_FOLDERS or name.startswith("_trash_") or name.endswith(".egg-info")
    return name.startswith("test_") or name.endswith("_test.py") or name == "conftest.py"


def python_files(root):
    for folder, folders, files in os.walk(root):
        folders[:] = sorted(one for one in folders if not is_left_out(one, True))
        for name in sorted(files):
            if name.endswith(".py") and not is_left_out(name, False):
                yield os.path.relpath(os.path.join(folder, name), root).replace(os.sep, "/")


class Module:
    def __init__(self, path, tree):
        self.path = path
        self.tree = tree
        self.classes = {node.name: node for node in tree.body if isinstance(node, ast.ClassDef)}
        self.imports = {}
        self.modules = {}
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom):
                for alias in node.names:
                    self.imports[alias.asname or alias.name] = (node.level, node.module or "", alias.name)
            elif isinstance(node, ast.Import):
                for alias in node.names:
                    self.modules[alias.asname or alias.name] = alias.name
        names = [node for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)]
        self.used = {node.id for node in names}
        self.base_names = {ast.unparse(base) for one in ast.walk(tree) if isinstance(one, ast.ClassDef) for base in one.bases}


class Sources:
    def __init__(self, root, base):
        module, name = base.split(":")
        self.modules, self.broken = {}, set()
        for path in python_files(root):
            try:
                with open(os.path.join(root, path), "rb") as file:
                    self.modules[path] = Module(path, ast.parse(file.read()))
            except (SyntaxError, ValueError):
                self.broken.add(path)
        self.base = (self.find("", 0, module), name)

    def find(self, path, level, module):
        """The file of a module: from the root, or from the folder of the file that imports it and those above it."""
        parts = module.split(".") if module else []
        folder = path.split("/")[:-1]
        above = [folder[:length] for length in range(len(folder), 0, -1)]
        for start in [folder[: len(folder) - level + 1]] if level else [[], *above]:
            ends = [[*parts[:-1], parts[-1] + ".py"]] if parts else []
            for end in [*ends, [*parts, "__init__.py"]]:
                found = "/".join([*start, *end])
                if found in self.modules or found in self.broken:
                    return found
        return None

    def resolve(self, path, name, seen=()):
        """File and class behind a name of a module; the class is None in a file that does not parse. None where it leads out of the folder."""
        if path in self.broken:
            return path, None
        if path is None or (path, name) in seen:
            return None
        module, seen = self.modules[path], (*seen, (path, name))
        if name in module.classes:
            return path, name
        if name in module.imports:
            level, source, original = module.imports[name]
            return self.resolve(self.find(path, level, source), original, seen)
        owner, _, attribute = name.rpartition(".")
        return self.resolve(self.find(path, 0, module.modules[owner]), attribute, seen) if owner in module.modules else None

    def ancestors(self, path, name, seen=()):
        """Every class above one that the folder has, as far as it can be followed."""
        found = set()
        for base in self.modules[path].classes[name].bases:
            above = self.resolve(path, ast.unparse(base))
            if above is None or above in seen:
                continue
            found.add(above)
            if above[1] is not None:
                found |= self.ancestors(*above, (*seen, above))
        return found

    def inherited(self):
        """Classes that another class names as its base."""
        named = [self.resolve(path, name) for path, module in self.modules.items() for name in module.base_names]
        return {one for one in named if one}

    def uses(self):
        """Classes of other files that a file imports and uses, as they are defined."""
        for path, module in self.modules.items():
            for local in set(module.imports) & module.used:
                target = self.resolve(path, local)
                if target and target[1] is not None and target[0] != path:
                    yield path, target


def lives(node):
    return any(isinstance(one, (ast.FunctionDef, ast.AsyncFunctionDef)) and one.name in LIFE_CYCLE for one in node.body)


def place(agent):
    return agent["path"], agent["class"]


class Judge:
    def __init__(self, sources, fleet):
        self.sources, self.fleet = sources, fleet
        self.left = {place(one): one for one in fleet["left"]}
        self.waves = {place(one): (wave["number"], one) for wave in fleet["waves"] for one in wave["agents"]}
        self.faults = []

    def expect(self, holds, fault):
        if not holds:
            self.faults.append(fault)

    def counts(self):
        said = self.fleet["summary"]
        why = [one["why"] for one in self.left.values()]
        readiness = [one["readiness"] for _, one in self.waves.values()]
        self.expect(said["agents"] == len(self.left) + len(self.waves), f"{said['agents']} agents are not those listed")
        self.expect(not set(self.left) & set(self.waves), "an agent is in a wave and left out of all")
        self.expect(said["blocked"] == why.count("blocked"), f"{said['blocked']} blocked agents are not those listed")
        self.expect(said["waves"] == len(self.fleet["waves"]), f"{said['waves']} waves are not those listed")
        if "preserved" not in why and "no-class" not in why:
            self.expect(said["ready"] == readiness.count("ready"), f"{said['ready']} ready agents are not those listed")
        share = round(100 * (said["migrated"] + said["partial"]) / max(1, said["agents"]) + 1e-9, 1)
        self.expect(said["adoptionPercent"] == share, f"adoption is {share} %, not {said['adoptionPercent']} %")

    def adoption(self):
        """By the classes that are on the base, however the product has found them."""
        sources = self.sources
        said = {one for one, left in self.left.items() if left["why"] == "migrated"}
        said |= {one for one, (_, agent) in self.waves.items() if agent["readiness"] == "partial"}
        above = {(path, name): sources.ancestors(path, name) for path, module in sources.modules.items() for name in module.classes}
        found = {one for one, classes in above.items() if sources.base in classes}
        # Bases of others are no agents, whether or not the document has them; through a file that does not parse, ast follows nobody.
        open_ended = {one for one, classes in above.items() if any(name is None for _, name in classes)}
        bases = sources.inherited()
        for one in sorted(found - bases - said):
            self.expect((self.left.get(one) or {}).get("why") == "blocked", f"{one} is on the base, not adopted")
        for one in sorted(said - found - open_ended):
            self.expect(not one[0].endswith(".py"), f"{one} is adopted, not on the base")
        print(f"{len(said)} adopted; {len(found)} classes on the base, {len(found & bases - said)} of them bases of others")

    def detection(self):
        known = set(self.left) | set(self.waves)
        for path, module in self.sources.modules.items():
            for name, node in module.classes.items():
                is_plain = name.endswith("Agent") and not node.bases and not node.decorator_list and lives(node)
                if is_plain and (path, name) != self.sources.base:
                    self.expect((path, name) in known, f"{path}:{name} is an agent, not found")
        for path, name in sorted(known, key=str):
            if path in self.sources.modules and name is not None:
                self.expect(name in self.sources.modules[path].classes, f"{path} has no class {name} at its top level")
            if path in self.sources.broken:
                why = self.left.get((path, name), {}).get("why")
                self.expect(why in ("blocked", "preserved"), f"{path}:{name} does not parse, not blocked")
        for (path, name), left in self.left.items():
            if left["why"] == "blocked" and left["reason"]["code"] == "does-not-parse" and path.endswith(".py"):
                self.expect(path in self.sources.broken, f"{path}:{name} is blocked, and parses")

    def order(self):
        needs = {one: {place(other) for other in agent["dependsOn"]} for one, (_, agent) in self.waves.items()}
        reach = {one: reachable(one, needs) for one in needs}
        total, together = 0, 0
        for one, (number, agent) in self.waves.items():
            for needed in needs[one]:
                total += 1
                if needed not in self.waves:
                    self.expect(needed in self.left, f"{one} needs {needed}, which is nobody")
                    continue
                is_mutual = one in reach[needed]
                together += is_mutual
                before, other = self.waves[needed]
                self.expect(is_mutual == (agent["unit"] == other["unit"]), f"{one} and {needed} are no unit")
                self.expect(is_mutual or before < number, f"{one} of wave {number} needs {needed} of wave {before}")
                self.expect(not is_mutual or before == number, f"{one} is parted from {needed}")
        print(f"{total} dependencies of agents in waves, {together} within groups that need each other")

    def imports(self):
        """Every import of an agent that is used is a dependency, and none is made up."""
        moved = {}
        for one, (_, agent) in self.waves.items():
            for needed in agent["dependsOn"]:
                moved.setdefault(one[0], {})[place(needed)] = needed["how"]
        agents = set(self.left) | set(self.waves)
        uses = {(path, target) for path, target in self.sources.uses() if target in agents and any(p == path for p, _ in self.waves)}
        for path, target in sorted(uses):
            self.expect(target in moved.get(path, {}), f"{path} imports {target}, no dependency")
        said = {(path, target) for path, all in moved.items() for target, how in all.items() if how == "imports"}
        for path, target in sorted(said - uses, key=str):
            is_judged = path in self.sources.modules and target[0] in self.sources.modules
            self.expect(not is_judged, f"{path} does not import {target}")
        print(f"{len(uses)} imports of agents by files in waves, {len(said)} of the document")


def reachable(start, needs):
    found, waiting = set(), [start]
    while waiting:
        for one in needs.get(waiting.pop(), ()):
            if one not in found:
                found.add(one)
                waiting.append(one)
    return found


warnings.simplefilter("ignore")
judge = Judge(Sources(sys.argv[1], sys.argv[2]), json.load(sys.stdin))
for check in (judge.counts, judge.adoption, judge.detection, judge.order, judge.imports):
    check()
print(f"{len(judge.sources.modules)} files parse, {len(judge.sources.broken)} do not; {len(judge.faults)} disagreements")
for fault in judge.faults:
    print(f"BROKEN: {fault}")
sys.exit(1 if judge.faults else 0)
