import type { ImportFact } from '../../core/facts/source-facts.js';
import { folderOf } from '../../core/workspace/paths.js';
import type { SourceFile } from '../../core/workspace/source-file.js';
import type { WorkspaceIndex } from '../../core/workspace/workspace-index.js';

/** The files over which imports lead from one file to another, both included, by the shortest way; empty when there is none. */
export function wayBack(from: SourceFile, to: SourceFile, index: WorkspaceIndex): readonly string[] {
  const importedBy = to.facts.languageId === 'python' ? pythonImports(from, to, index) : typeScriptImports(index);
  const cameFrom = new Map<string, string | undefined>([[from.path, undefined]]);
  const open = [from];
  for (let at = open.shift(); at; at = open.shift()) {
    if (at.path === to.path) return pathTo(to.path, cameFrom);
    for (const path of importedBy(at)) {
      const next = path === undefined ? undefined : index.files.get(path);
      if (!next || cameFrom.has(next.path)) continue;
      cameFrom.set(next.path, at.path);
      open.push(next);
    }
  }
  return [];
}

type ImportedFiles = (file: SourceFile) => readonly (string | undefined)[];

function typeScriptImports({ modules }: WorkspaceIndex): ImportedFiles {
  return ({ path, facts }) => {
    const exported = (facts.exports ?? []).flatMap((one) => one.module ?? []);
    const names = new Set([...facts.imports.map(({ module }) => module), ...exported]);
    return [...names].map((name) => modules.find(name, path));
  };
}

/**
 * What Python runs when it imports a file: the packages around it, and what it imports under no condition. Packages around both ends run
 * before either of them, whoever is imported first.
 */
function pythonImports(from: SourceFile, to: SourceFile, { modules }: WorkspaceIndex): ImportedFiles {
  const before = new Set(packagesAround(from.path).filter((one) => packagesAround(to.path).includes(one)));
  return ({ path, facts }) => {
    const names = new Set(facts.imports.filter(({ unconditional }) => unconditional).flatMap(modulesOf));
    const found = [...names].map((name) => modules.find(name, path));
    return [...packagesAround(path), ...found].filter((one) => one !== undefined && !before.has(one));
  };
}

/** `a.b` and, where it may be a module, `a.b.c` of `from a.b import c`. */
function modulesOf({ module, symbol }: ImportFact): readonly string[] {
  if (symbol === undefined || symbol === '*') return [module];
  return [module, module.endsWith('.') ? `${module}${symbol}` : `${module}.${symbol}`];
}

function packagesAround(path: string): readonly string[] {
  const found: string[] = [];
  for (let folder = folderOf(path); folder !== ''; folder = folderOf(folder)) found.push(`${folder}/__init__.py`);
  return found;
}

function pathTo(end: string, cameFrom: ReadonlyMap<string, string | undefined>): readonly string[] {
  const way: string[] = [];
  for (let at: string | undefined = end; at !== undefined; at = cameFrom.get(at)) way.unshift(at);
  return way;
}
