import type { ClassRef, SourceFile } from './source-file.js';
import type { NameResolver } from './name-resolution.js';
import { folderOf } from './paths.js';

export interface ImportSources {
  readonly files: ReadonlyMap<string, SourceFile>;
  readonly names: NameResolver;
}

/** The dotted module by which most files of the workspace import a class, or its path in a language whose imports name files; from its path when none does. Ties go to the longer name. */
export function importedModule(ref: ClassRef, sources: ImportSources, sourceRoots: readonly string[]): string {
  const { path, facts } = ref.file;
  if (facts.languageId === 'typescript') return path.replace(/\.[mc]?[jt]sx?$/, '');
  const counts = new Map<string, number>();
  for (const file of sources.files.values()) {
    for (const module of modulesNaming(ref, file, sources.names)) counts.set(module, (counts.get(module) ?? 0) + 1);
  }
  const ranked = [...counts].sort(
    ([one, times], [other, otherTimes]) => otherTimes - times || other.length - one.length,
  );
  return ranked[0]?.[0] ?? moduleOfPath(ref.file.path, sources.files, sourceRoots);
}

function modulesNaming(ref: ClassRef, file: SourceFile, names: NameResolver): readonly string[] {
  return file.facts.imports.flatMap(({ module, symbol, local }) => {
    if (symbol !== ref.class.name || module.startsWith('.') || file === ref.file) return [];
    const found = names.resolve(file, local);
    return found.kind === 'class' && found.ref.class === ref.class ? [module] : [];
  });
}

/** The dotted name of a file, counted from the source root that holds it, or from the folder that holds its outermost package. */
function moduleOfPath(path: string, files: ReadonlyMap<string, SourceFile>, sourceRoots: readonly string[]): string {
  const named = [...sourceRoots, 'src'].find((one) => path.startsWith(`${one}/`));
  const root = named ?? rootOfPackages(path, files);
  const inside = root === undefined ? path : path.slice(root.length + 1);
  return inside
    .replace(/\.py$/, '')
    .replace(/(^|\/)__init__$/, '')
    .replaceAll('/', '.');
}

/** Python finds a package by its outermost folder; `undefined` when that lies at the root of the workspace, or the file is in none. */
function rootOfPackages(path: string, files: ReadonlyMap<string, SourceFile>): string | undefined {
  let folder = folderOf(path);
  const isPackage = (one: string): boolean => one !== '' && files.has(`${one}/__init__.py`);
  if (!isPackage(folder)) return undefined;
  while (isPackage(folder)) folder = folderOf(folder);
  return folder === '' ? undefined : folder;
}
