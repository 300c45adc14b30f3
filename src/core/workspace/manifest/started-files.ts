import { groupedBy } from '../../grouped-by.js';
import type { ModuleFinder } from '../name-resolution.js';
import { fileNameOf, folderOf, joinPath } from '../paths.js';
import type { SourceFile } from '../source-file.js';
import type { Manifest, ManifestEntry } from './manifest.js';

/** An entry of a manifest with the file of the workspace that it starts. */
export interface StartedFile {
  /** Path of the manifest. */
  readonly manifest: string;
  readonly entry: ManifestEntry;
  /** Absent when the script is not in the workspace. */
  readonly path?: string;
}

/** The files that manifests start, in the order of the manifests. */
export function startedFiles(
  manifests: readonly Manifest[],
  files: ReadonlyMap<string, SourceFile>,
  modules: ModuleFinder,
): readonly StartedFile[] {
  const scripts = new ScriptFinder(files);
  return manifests.flatMap(({ path: manifest, entries }) =>
    entries.map((entry) => {
      const path = entry.isModule ? modules.find(entry.script, manifest) : scripts.find(entry, manifest);
      return path === undefined ? { manifest, entry } : { manifest, entry, path };
    }),
  );
}

class ScriptFinder {
  private byName: ReadonlyMap<string, readonly string[]> | undefined;

  constructor(private readonly files: ReadonlyMap<string, SourceFile>) {}

  /**
   * From the workspace, then from the manifest's folder and those above it. A path of another machine or a container counts when its last
   * parts, at least a folder and the file, name exactly one file.
   */
  find({ script }: ManifestEntry, manifest: string): string | undefined {
    // A variable or the root of a file system at the front says nothing about this workspace.
    const written = script.replaceAll('\\', '/').replace(/^(?:\$\{?\w+\}?|[A-Za-z]:)?\/+/u, '');
    for (const folder of ['', ...foldersUpFrom(manifest)]) {
      const path = joinPath(folder, written);
      if (path !== undefined && this.files.has(path)) return path;
    }
    return this.byLastParts(written.split('/'));
  }

  private byLastParts(parts: readonly string[]): string | undefined {
    for (let from = 1; from < parts.length - 1; from++) {
      const tail = `/${parts.slice(from).join('/')}`;
      const matches = this.named(parts.at(-1) ?? '').filter((path) => `/${path}`.endsWith(tail));
      if (matches.length === 1) return matches[0];
    }
    return undefined;
  }

  private named(name: string): readonly string[] {
    this.byName ??= groupedBy(this.files.keys(), fileNameOf);
    return this.byName.get(name) ?? [];
  }
}

function foldersUpFrom(path: string): readonly string[] {
  const folders: string[] = [];
  for (let folder = folderOf(path); folder !== ''; folder = folderOf(folder)) folders.push(folder);
  return folders;
}
