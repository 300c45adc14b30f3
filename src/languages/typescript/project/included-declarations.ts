import { ts } from 'ts-morph';
import type { FolderEntries, ProjectDisk } from './project-disk.js';

type ReadFolder = ts.ParseConfigHost['readDirectory'];

type MatchArguments = readonly [
  folder: string,
  endings: readonly string[],
  excludes: readonly string[] | undefined,
  includes: readonly string[],
  caseSensitive: boolean,
  currentFolder: string,
  depth: number | undefined,
  entriesIn: (path: string) => FolderEntries,
  realPath: (path: string) => string,
];

/** `ts.matchFiles` is what the compiler finds the files of a tsconfig with; its types leave it out. */
interface Matching {
  readonly matchFiles: (...args: MatchArguments) => string[];
}

const { matchFiles } = ts as unknown as Matching;

const declarationEndings = ['.d.ts', '.d.mts', '.d.cts'];

/** What a tsconfig includes of a folder, as far as it is a declaration file: any other is checked when something imports it. */
export const declarationsIn =
  (disk: ProjectDisk): ReadFolder =>
  (folder, _endings, excludes, includes, depth) => {
    const entriesIn = (path: string): FolderEntries => disk.entriesIn(path);
    const realPath = (path: string): string => disk.realPath(path);
    const { caseSensitive, root } = disk;
    return matchFiles(folder, declarationEndings, excludes, includes, caseSensitive, root, depth, entriesIn, realPath);
  };

/** The declaration files among those of a tsconfig that the compiler would not pass over for a source of the same name. */
export const onlyDeclarations = (disk: ProjectDisk, files: readonly string[]): readonly string[] =>
  files.filter((file) => {
    const stem = /^(.*)\.d\.[mc]?ts$/.exec(file)?.[1];
    return stem !== undefined && !['.ts', '.tsx'].some((ending) => disk.fileExists(stem + ending));
  });

/** A declaration file may declare something for files that do not import it. */
export const mayDeclareForAll = (text: string): boolean =>
  !/^(?:import|export)\b/m.test(text) || /\b(?:declare\s+global|declare\s+module|export\s+as\s+namespace)\b/.test(text);
