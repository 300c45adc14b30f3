import type { Operation } from '../operation.js';

export interface FileListOptions {
  /** Files and folders, relative to the workspace; empty means the whole workspace. A file that is named is listed whatever the rules say. */
  readonly paths: readonly string[];
  /** Also what `.gitignore` and the excludes leave out; `.git` and `.agent-migrator` are never listed. */
  readonly noIgnore: boolean;
  /** Folders and files left out, in the patterns of `.gitignore`, relative to the workspace. */
  readonly exclude: readonly string[];
  /** File name endings with their dot; empty means every file. */
  readonly extensions: readonly string[];
  /** Hears of each file when it is found. */
  readonly onFound?: (path: string) => void;
}

/** The files of one workspace folder; every path is relative to it, with `/`, and the folder itself is `''`. */
export interface WorkspaceFiles {
  /** Sorted paths; symbolic links that leave the workspace are passed over. */
  list(options: FileListOptions, operation: Operation): Promise<readonly string[]>;
  /** `undefined` when there is no such file: also for a folder, a pipe, a device, and for more than 64 MiB. */
  read(path: string): Promise<Uint8Array | undefined>;
  /** Whatever stands there. */
  exists(path: string): Promise<boolean>;
  kindOf(path: string): Promise<'file' | 'folder' | undefined>;
}
