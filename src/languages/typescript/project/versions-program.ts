import { ts } from 'ts-morph';
import { compilerHost } from './compiler-host.js';
import { isGlobal, type GlobalReach } from './global-reach.js';
import type { ProjectDisk } from './project-disk.js';
import type { SourceCache } from './source-cache.js';
import type { Versions } from './versions.js';

export interface VersionsProject {
  readonly disk: ProjectDisk;
  readonly cache: SourceCache;
  readonly reach: GlobalReach;
  readonly options: ts.CompilerOptions;
  /** Files that declare something for all others. */
  readonly declarations: readonly string[];
  /** The program before this one. */
  readonly oldProgram: ts.Program | undefined;
  /** Called before every file that is read. */
  readonly throwIfLate: () => void;
}

/** One program with all versions of a file. */
export function versionsProgram(versions: Versions, project: VersionsProject): ts.Program {
  const { disk, cache, options, declarations, oldProgram, throwIfLate } = project;
  const sourceFile = (path: string, format: ts.ScriptTarget | ts.CreateSourceFileOptions) => {
    throwIfLate();
    if (versions.originalOf(path) === path) return cache.get(path, format);
    const text = versions.readFile(path);
    return text === undefined ? undefined : ts.createSourceFile(path, text, format);
  };
  const host = compilerHost(disk, sourceFile);
  const resolving = resolvingWithin(versions, host, project);
  const rootNames = [...versions.rootNames, ...declarations];
  return ts.createProgram({
    rootNames,
    options,
    host: { ...host, ...resolving },
    ...(oldProgram ? { oldProgram } : {}),
  });
}

/** Imports lead where they lead from the original, but from one file of a version to another of it. */
function resolvingWithin(
  versions: Versions,
  host: ts.CompilerHost,
  { disk, options, reach }: VersionsProject,
): Pick<ts.CompilerHost, 'resolveModuleNameLiterals' | 'getModuleResolutionCache'> {
  const cache = ts.createModuleResolutionCache(disk.root, (path) => host.getCanonicalFileName(path), options);
  const resolve = (name: string, from: string, mode: ts.ResolutionMode): ts.ResolvedModuleWithFailedLookupLocations => {
    const found = ts.resolveModuleName(name, versions.originalOf(from), options, host, cache, undefined, mode);
    const { resolvedModule } = found;
    if (!resolvedModule) return found;
    const resolvedFileName = versions.imported(resolvedModule.resolvedFileName, from);
    return { ...found, resolvedModule: { ...resolvedModule, resolvedFileName } };
  };
  return {
    getModuleResolutionCache: () => cache,
    resolveModuleNameLiterals: (literals, from, _redirected, _options, file) => {
      const all = literals.map((literal) =>
        resolve(literal.text, from, ts.getModeForUsageLocation(file, literal, options)),
      );
      reach.note(
        from,
        all.flatMap(({ resolvedModule }) => resolvedModule?.resolvedFileName ?? []),
      );
      return all;
    },
  };
}

/** No version of the file sees anything in this program that it would not see in one of its own. */
export function standApart(
  program: ts.Program,
  versions: Versions,
  { reach, disk, options }: VersionsProject,
): boolean {
  if (program.getSourceFiles().some(({ fileName }) => versions.isOriginal(fileName))) return false;
  const files = versions.rootNames.map((name) => program.getSourceFile(name));
  if (files.some((file) => !file || isGlobal(file))) return false;
  const automatic = new Set(
    ts.getAutomaticTypeDirectiveNames(
      options,
      compilerHost(disk, () => undefined),
    ),
  );
  const reaches = versions.rootNames.map((name) => reach.of(program, name, automatic));
  return perName(reaches, versions.names.length).every((ofOneFile) => new Set(ofOneFile).size === 1);
}

/** What belongs to the versions of each file, out of a list by version. */
const perName = (list: readonly string[], files: number): readonly (readonly string[])[] =>
  Array.from({ length: files }, (_, file) => list.filter((_one, index) => index % files === file));
