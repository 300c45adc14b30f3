import type { BaseFile } from '../../core/rewrite/outside-uses.js';
import type { SourceFile } from '../../core/workspace/source-file.js';
import type { WorkspaceIndex } from '../../core/workspace/workspace-index.js';

/** Where the base class of a file lies, how the file's imports lead to it, and whether its imports lead back. */
export function baseFile(file: SourceFile, index: WorkspaceIndex): { readonly base?: BaseFile } {
  const { ref } = index.targetOf(file);
  if (!ref) return {};
  const { path, facts } = ref.file;
  const leads = file.facts.imports.filter(({ local }) =>
    [local, `${local}.${ref.class.name}`].some((written) => {
      const found = index.names.resolve(file, written);
      return found.kind === 'class' && found.ref.file.path === path && found.ref.class.name === ref.class.name;
    }),
  );
  const exported = facts.exports ?? [];
  const named = exported.some((one) => one.exported === ref.class.name && one.module === undefined);
  const isDefault = !named && exported.some((one) => one.exported === 'default' && one.name === ref.class.name);
  const specifiers = [...new Set(leads.map(({ module }) => module))];
  return { base: { path, isDefault, specifiers, importsBack: wayBack(ref.file, file, index) } };
}

/** The files over which imports lead from one file to another, both included, by the shortest way; empty when there is none. */
function wayBack(from: SourceFile, to: SourceFile, index: WorkspaceIndex): readonly string[] {
  const cameFrom = new Map<string, string | undefined>([[from.path, undefined]]);
  const open = [from];
  for (let at = open.shift(); at; at = open.shift()) {
    if (at.path === to.path) return pathTo(to.path, cameFrom);
    const modules = [
      ...at.facts.imports.map(({ module }) => module),
      ...(at.facts.exports ?? []).flatMap((one) => one.module ?? []),
    ];
    for (const module of new Set(modules)) {
      const path = index.modules.find(module, at.path);
      const next = path === undefined ? undefined : index.files.get(path);
      if (!next || cameFrom.has(next.path)) continue;
      cameFrom.set(next.path, at.path);
      open.push(next);
    }
  }
  return [];
}

function pathTo(end: string, cameFrom: ReadonlyMap<string, string | undefined>): readonly string[] {
  const way: string[] = [];
  for (let at: string | undefined = end; at !== undefined; at = cameFrom.get(at)) way.unshift(at);
  return way;
}
