import { ts } from 'ts-morph';

/** The virtual folder of the compiler's own declaration files. */
export const libraryFolder = '/typescript-library';

/**
 * The compiler's own declaration files, each parsed once for all projects of all workspaces: they take more time to parse than most
 * projects have files of their own, and what a program notes in them is what the next one would.
 */
export class LibraryFiles {
  private readonly files = new Map<string, ts.SourceFile>();

  /** `read` gives the text of a declaration file by its name, such as `lib.es2022.d.ts`. */
  constructor(private readonly read: (name: string) => string | undefined) {}

  get(path: string, options: ts.ScriptTarget | ts.CreateSourceFileOptions): ts.SourceFile | undefined {
    const version = typeof options === 'object' ? options.languageVersion : options;
    const key = `${version} ${path}`;
    const known = this.files.get(key);
    if (known) return known;
    const text = this.read(path.slice(libraryFolder.length + 1));
    if (text === undefined) return undefined;
    const file = ts.createSourceFile(path, text, options);
    this.files.set(key, file);
    return file;
  }
}
