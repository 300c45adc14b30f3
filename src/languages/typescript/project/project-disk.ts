export interface FolderEntries {
  readonly files: readonly string[];
  readonly directories: readonly string[];
}

/** What a compiler reads of a workspace; paths are absolute, with `/`. Nothing that is read is run. */
export interface ProjectDisk {
  /** The workspace folder. */
  readonly root: string;
  readonly caseSensitive: boolean;
  readFile(path: string): string | undefined;
  fileExists(path: string): boolean;
  directoryExists(path: string): boolean;
  /** Names of what a folder holds; a link counts as both. */
  entriesIn(path: string): FolderEntries;
  realPath(path: string): string;
  /** When a file was last written, in milliseconds since 1970; 0 when it is not there. */
  modifiedMs(path: string): number;
  /** The time that the process has spent computing, in milliseconds: on a busy machine it passes slower than a clock. */
  computedMs(): number;
}
