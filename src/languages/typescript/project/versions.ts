import type { ProjectDisk } from './project-disk.js';

interface Version {
  readonly original: string;
  readonly index: number;
}

/**
 * Versions of a file and of those that import it, each under names of its own, so that they stand side by side in one program. What a
 * program has worked out about libraries and the platform for one version serves the others.
 */
export class Versions {
  private readonly byName = new Map<string, Version>();
  private readonly originals = new Map<string, string>();

  /** `names` are absolute; the first is the file that has the texts, the others are as they are on disk. */
  constructor(
    private readonly disk: ProjectDisk,
    readonly names: readonly string[],
    private readonly texts: readonly string[],
  ) {
    for (const name of names) {
      this.originals.set(this.canonical(name), name).set(this.canonical(disk.realPath(name)), name);
      texts.forEach((_, index) => this.byName.set(this.canonical(nameOf(name, index)), { original: name, index }));
    }
  }

  /** The files of the version with the text of this index. */
  namesOf(index: number): readonly string[] {
    return this.names.map((name) => nameOf(name, index));
  }

  get rootNames(): readonly string[] {
    return this.texts.flatMap((_, index) => this.namesOf(index));
  }

  isOriginal(path: string): boolean {
    return this.originals.has(this.canonical(path));
  }

  /** The file on disk that a file of a version stands for; any other is itself. */
  originalOf(path: string): string {
    return this.byName.get(this.canonical(path))?.original ?? path;
  }

  readFile(path: string): string | undefined {
    const version = this.byName.get(this.canonical(path));
    if (!version) return this.disk.readFile(path);
    return version.original === this.names[0] ? this.texts[version.index] : this.disk.readFile(version.original);
  }

  /** What a file imports: one of a version imports the others of its version. */
  imported(path: string, importer: string): string {
    const version = this.byName.get(this.canonical(importer));
    const original = this.originals.get(this.canonical(path));
    return version && original !== undefined ? nameOf(original, version.index) : path;
  }

  private canonical(path: string): string {
    return this.disk.caseSensitive ? path : path.toLowerCase();
  }
}

const tag = (index: number): string => `.agent-migrator-${index}`;

const nameOf = (name: string, index: number): string => name.replace(/\.[mc]?[jt]sx?$/, `${tag(index)}$&`);

/** A message as it would be about the original. */
export const withoutVersions = (message: string): string => message.replace(/\.agent-migrator-\d+/g, '');
