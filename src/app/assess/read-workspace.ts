import type { Config } from '../../core/config/config.js';
import { defaultExcludes } from '../../core/workspace/default-excludes.js';
import { manifestExtensions, mayBeManifest } from '../../core/workspace/manifest/manifest.js';
import { isModuleSetting, type SettingText } from '../../core/workspace/module-settings.js';
import type { SourceFile } from '../../core/workspace/source-file.js';
import { typeScriptExtensions } from '../../core/workspace/typescript-modules.js';
import { languageOfPath } from '../../core/workspace/workspace-modules.js';
import type { WorkspaceState } from '../../core/workspace/workspace-index.js';
import type { Operation } from '../operation.js';
import type { ManifestReader } from '../ports/manifest-reader.js';
import type { ScanOptions, ScannedFile, SourceScanner } from '../ports/source-scanner.js';
import type { WorkspaceFiles } from '../ports/workspace-files.js';

/** Source files that are assessed, by the ending of their name. */
export const sourceExtensions: readonly string[] = ['.py', ...typeScriptExtensions];

/** Declarations hold no code, and minified files nobody's own. */
const notWritten = /\.(?:d\.[mc]?ts|min\.[mc]?js)$/;

/** JavaScript that a compiler has written beside its source. */
const compiled = /\.[mc]?jsx?$/;

export interface WorkspaceListing {
  readonly sources: readonly string[];
  readonly manifests: readonly string[];
  /** Files that say how modules are found; only where there is TypeScript. */
  readonly settings: readonly string[];
}

export interface ListingRequest {
  readonly noIgnore: boolean;
  readonly paths: readonly string[];
  /** Hears that one more source file was found. */
  readonly onSource?: () => void;
}

/** The files an assessment reads: everything that is not left out, and what is named in `paths` whatever the rules say. */
export async function listWorkspace(
  files: WorkspaceFiles,
  { noIgnore, paths, onSource }: ListingRequest,
  operation: Operation,
): Promise<WorkspaceListing> {
  const extensions = [...sourceExtensions, ...manifestExtensions];
  const onFound = onSource && ((path: string) => (isSource(path) ? onSource() : undefined));
  const options = { noIgnore, exclude: defaultExcludes, extensions, ...(onFound ? { onFound } : {}) };
  const all = new Set(await files.list({ ...options, paths: [] }, operation));
  if (paths.length > 0) for (const path of await files.list({ ...options, paths }, operation)) all.add(path);
  const listed = [...all].sort();
  const sources = writtenSources(listed);
  const hasTypeScript = sources.some((path) => languageOfPath(path) === 'typescript');
  const settings = hasTypeScript ? listed.filter(isModuleSetting) : [];
  return { sources, manifests: listed.filter(mayBeManifest), settings };
}

export function isSource(path: string): boolean {
  return sourceExtensions.some((extension) => path.endsWith(extension)) && !notWritten.test(path);
}

/** The files that people write: no declarations of what stands elsewhere, nothing minified, nothing compiled from a file beside it. */
export function writtenSources(listed: readonly string[]): readonly string[] {
  const all = new Set(listed);
  return listed.filter(isSource).filter((path) => {
    const ending = compiled.exec(path)?.[0];
    if (ending === undefined) return true;
    const source = path.slice(0, -ending.length) + ending.replace('j', 't');
    return !all.has(source) && !all.has(`${source}x`);
  });
}

/** Scans files and keeps them by path. */
export async function readSources(
  scanner: SourceScanner,
  paths: readonly string[],
  options: ScanOptions,
  operation: Operation,
): Promise<Map<string, SourceFile>> {
  const scanned = await scanner.scanFiles(paths, options, operation);
  return new Map(scanned.map((file) => [file.path, asSourceFile(file)]));
}

/** A file that cannot be read is one without facts and with a problem that says why. */
export function asSourceFile({ path, sha256, sizeBytes, facts, unreadable }: ScannedFile): SourceFile {
  if (facts) return { path, sha256, sizeBytes, facts };
  const range = { line: 1, column: 1, endLine: 1, endColumn: 1 };
  const problem = { code: 'not-a-file', message: unreadable ?? 'The file could not be read.', range } as const;
  return {
    path,
    sha256,
    sizeBytes,
    facts: {
      languageId: languageOfPath(path),
      problems: [problem],
      imports: [],
      classes: [],
      signals: [],
      entryPointClasses: [],
      hasEntryPoint: false,
      mentions: [],
      ignored: false,
      markers: [],
    },
  };
}

/** Reads the files that say how modules are found. */
export async function readModuleSettings(
  files: WorkspaceFiles,
  paths: readonly string[],
  { signal }: Operation,
): Promise<readonly SettingText[]> {
  const read = await Promise.all(
    paths.map(async (path): Promise<SettingText[]> => {
      signal.throwIfAborted();
      const bytes = await files.read(path);
      return bytes ? [{ path, text: new TextDecoder().decode(bytes) }] : [];
    }),
  );
  return read.flat();
}

export interface WorkspaceReading {
  /** Read whatever the rules say; the whole workspace is read all the same. */
  readonly paths: readonly string[];
  readonly noIgnore: boolean;
  readonly useCache: boolean;
  readonly config: Config;
}

export interface ReadingPorts {
  readonly files: WorkspaceFiles;
  readonly scanner: SourceScanner;
  readonly manifests: ManifestReader;
}

/** Everything that is known of the workspace's files by scanning them. */
export async function readWorkspaceState(
  ports: ReadingPorts,
  reading: WorkspaceReading,
  operation: Operation,
): Promise<WorkspaceState> {
  return await readListed(ports, reading, await listWorkspace(ports.files, reading, operation), operation);
}

/** The same for files that are listed already. */
export async function readListed(
  { files, scanner, manifests: reader }: ReadingPorts,
  { useCache, config }: Pick<WorkspaceReading, 'useCache' | 'config'>,
  listing: WorkspaceListing,
  operation: Operation,
): Promise<WorkspaceState> {
  const [sources, manifests, moduleSettings] = await Promise.all([
    readSources(scanner, listing.sources, { useCache, verify: 'no' }, operation),
    reader.readManifests(listing.manifests, operation),
    readModuleSettings(files, listing.settings, operation),
  ]);
  return { files: sources, manifests, config, moduleSettings };
}
