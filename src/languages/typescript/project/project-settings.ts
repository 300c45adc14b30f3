import { ts } from 'ts-morph';
import { folderOf } from '../../../core/workspace/paths.js';
import { declarationsIn, onlyDeclarations } from './included-declarations.js';
import type { ProjectDisk } from './project-disk.js';
import type { ProjectRules } from './project-rules.js';

/** The compiler options that hold for a file. */
export interface ProjectSettings {
  /** Absolute path of the tsconfig; absent where none was found. */
  readonly configPath?: string;
  readonly options: ts.CompilerOptions;
  /** Absolute paths of the declaration files that the tsconfig includes. */
  readonly declarations: readonly string[];
}

/** What is assumed where no project says anything: it reports only what every project would. */
const withoutProject: ts.CompilerOptions = {
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  strict: false,
};

/** For checking alone: nothing is written, and what others wrote is not judged. */
const forChecking: ts.CompilerOptions = {
  noEmit: true,
  allowJs: true,
  skipLibCheck: true,
  incremental: false,
  composite: false,
};

/** Reads the nearest tsconfig above a file of the workspace, with what it extends; `plugins` are never loaded. */
export function projectSettings(disk: ProjectDisk, path: string): ProjectSettings {
  const configPath = nearestConfig(disk, path);
  const parsed = configPath === undefined ? undefined : configAt(disk, configPath, path);
  const own = parsed?.options ?? withoutProject;
  const options = { ...own, ...forChecking, types: own.types ?? ['*'] };
  const declarations = onlyDeclarations(disk, parsed?.fileNames ?? []);
  return { options, declarations, ...(configPath === undefined ? {} : { configPath }) };
}

/** `basePath` is where the base class stands, when that is known. */
export function projectRules(
  disk: ProjectDisk,
  { path, basePath }: { readonly path: string; readonly basePath: string | undefined },
  { options }: ProjectSettings,
): ProjectRules {
  return {
    wantsOverride: options.noImplicitOverride === true,
    needsExtensions: needsExtensions(disk, path, options),
    namesSources: options.allowImportingTsExtensions === true,
    isBaseOutOfReach: basePath !== undefined && isEcmaScript(disk, basePath) && !isEcmaScript(disk, path),
  };
}

/** A field without a value is set to `undefined` by the constructor; otherwise declaring it does nothing. */
export function definesFields({ options }: ProjectSettings): boolean {
  const { target = ts.ScriptTarget.ESNext, useDefineForClassFields } = options;
  return useDefineForClassFields ?? target >= ts.ScriptTarget.ES2022;
}

function needsExtensions(disk: ProjectDisk, path: string, { module, moduleResolution }: ts.CompilerOptions): boolean {
  const isNode = module !== undefined && module >= ts.ModuleKind.Node16 && module <= ts.ModuleKind.NodeNext;
  if (isNode) return true;
  const bundles = moduleResolution === ts.ModuleResolutionKind.Bundler || module === ts.ModuleKind.Preserve;
  return !bundles && packageType(disk, path) === 'module';
}

/** What Node takes a file for. */
const isEcmaScript = (disk: ProjectDisk, path: string): boolean =>
  !/\.c[jt]s$/.test(path) && (/\.m[jt]s$/.test(path) || packageType(disk, path) === 'module');

function* foldersAbove(path: string): Generator<string> {
  for (let folder = folderOf(path); ; folder = folderOf(folder)) {
    yield folder;
    if (folder === '') return;
  }
}

const within = ({ root }: ProjectDisk, folder: string, name: string): string =>
  folder === '' ? `${root}/${name}` : `${root}/${folder}/${name}`;

function nearestConfig(disk: ProjectDisk, path: string): string | undefined {
  for (const folder of foldersAbove(path)) {
    const found = ['tsconfig.json', 'jsconfig.json']
      .map((name) => within(disk, folder, name))
      .find((one) => disk.fileExists(one));
    if (found !== undefined) return found;
  }
  return undefined;
}

function packageType(disk: ProjectDisk, path: string): string | undefined {
  for (const folder of foldersAbove(path)) {
    const text = disk.readFile(within(disk, folder, 'package.json'));
    if (text !== undefined) return /"type"\s*:\s*"(\w+)"/.exec(text)?.[1];
  }
  return undefined;
}

function hasOwnOptions(parsed: ts.ParsedCommandLine | undefined): boolean {
  const written = parsed?.raw as { readonly compilerOptions?: object } | undefined;
  return Object.keys(written?.compilerOptions ?? {}).length > 0;
}

function configAt(disk: ProjectDisk, configPath: string, path: string): ts.ParsedCommandLine | undefined {
  const parsed = ts.getParsedCommandLineOfConfigFile(configPath, undefined, {
    useCaseSensitiveFileNames: disk.caseSensitive,
    getCurrentDirectory: () => disk.root,
    readFile: (one) => disk.readFile(one),
    fileExists: (one) => disk.fileExists(one),
    // Which sources a project holds is not asked for: a file is checked with what it imports.
    readDirectory: declarationsIn(disk),
    onUnRecoverableConfigFileDiagnostic: () => undefined,
  });
  const reference = parsed?.projectReferences?.find(({ path: other }) =>
    `${disk.root}/${path}`.startsWith(`${other.replace(/\/[^/]*\.json$/, '')}/`),
  );
  const isSolution = reference !== undefined && !hasOwnOptions(parsed);
  if (!isSolution) return parsed;
  const target = reference.path.endsWith('.json') ? reference.path : `${reference.path}/tsconfig.json`;
  return target === configPath ? parsed : configAt(disk, target, path);
}
