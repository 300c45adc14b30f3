import { ts } from 'ts-morph';
import { mayDeclareForAll } from './included-declarations.js';
import { libraryFolder, type LibraryFiles } from './library-files.js';
import type { ProjectDisk } from './project-disk.js';

interface Cached {
  readonly modifiedMs: number;
  readonly file: ts.SourceFile;
}

/** Parsed files of one project, kept from one check to the next: most of a program does not change between two of them. */
export class SourceCache {
  private readonly files = new Map<string, Cached>();
  private readonly declaring = new Map<string, { readonly modifiedMs: number; readonly forAll: boolean }>();

  constructor(
    private readonly disk: ProjectDisk,
    private readonly libraries: LibraryFiles,
  ) {}

  get(path: string, options: ts.ScriptTarget | ts.CreateSourceFileOptions): ts.SourceFile | undefined {
    if (path.startsWith(`${libraryFolder}/`)) return this.libraries.get(path, options);
    const modifiedMs = this.disk.modifiedMs(path);
    const known = this.files.get(path);
    if (known?.modifiedMs === modifiedMs) return known.file;
    const text = this.disk.readFile(path);
    if (text === undefined) return undefined;
    const file = ts.createSourceFile(path, text, options);
    this.files.set(path, { modifiedMs, file });
    return file;
  }
  /** Those of the declaration files that may declare something for files that do not import them. */
  declaringForAll(paths: readonly string[]): readonly string[] {
    return paths.filter((path) => {
      const modifiedMs = this.disk.modifiedMs(path);
      const known = this.declaring.get(path);
      if (known?.modifiedMs === modifiedMs) return known.forAll;
      const forAll = mayDeclareForAll(this.disk.readFile(path) ?? '');
      this.declaring.set(path, { modifiedMs, forAll });
      return forAll;
    });
  }
}
