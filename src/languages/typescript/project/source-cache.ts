import { ts } from 'ts-morph';
import type { ProjectDisk } from './project-disk.js';

/** The virtual folder of the compiler's own declaration files. */
export const libraryFolder = '/typescript-library';

interface Cached {
  readonly modifiedMs: number;
  readonly file: ts.SourceFile;
}

/** Parsed files of one project, kept from one check to the next: most of a program does not change between two of them. */
export class SourceCache {
  private readonly files = new Map<string, Cached>();

  constructor(private readonly disk: ProjectDisk) {}

  get(path: string, options: ts.ScriptTarget | ts.CreateSourceFileOptions): ts.SourceFile | undefined {
    const isLibrary = path.startsWith(`${libraryFolder}/`);
    const modifiedMs = isLibrary ? 0 : this.disk.modifiedMs(path);
    const known = this.files.get(path);
    if (known?.modifiedMs === modifiedMs) return known.file;
    const text = isLibrary ? this.disk.declarations(path.slice(libraryFolder.length + 1)) : this.disk.readFile(path);
    if (text === undefined) return undefined;
    const file = ts.createSourceFile(path, text, options);
    this.files.set(path, { modifiedMs, file });
    return file;
  }
}
