import type { Operation } from '../operation.js';

export interface FileListOptions {
  /** Files and folders, relative to the workspace; empty means the whole workspace. */
  readonly paths: readonly string[];
  /** Also what `.gitignore` and the default excludes leave out. */
  readonly noIgnore: boolean;
  /** Globs of folders and files left out, relative to the workspace. */
  readonly exclude: readonly string[];
  /** File name endings with their dot. */
  readonly extensions: readonly string[];
}

/** The files of one workspace folder; every path is relative to it, with `/`. */
export interface WorkspaceFiles {
  /** Sorted paths; symbolic links that leave the workspace are passed over. */
  list(options: FileListOptions, operation: Operation): Promise<readonly string[]>;
  /** `undefined` when there is no such file. */
  read(path: string): Promise<Uint8Array | undefined>;
  exists(path: string): Promise<boolean>;
}
