import type { Operation } from '../operation.js';

export interface FileVersion {
  readonly commit: string;
  /** Of the commit, ISO 8601. */
  readonly dateIso: string;
  readonly subject: string;
  /** Where the file was then, relative to the workspace, with `/`; names outside it start with `../`. */
  readonly path: string;
}

/** What the use cases ask of the version control that a workspace may be under. Nothing of the repository's own code ever runs. */
export interface VersionControl {
  /** What is being merged, rebased or picked around this file, in words; read from files, without running git. */
  operationInProgress(path: string): Promise<string | undefined>;
  /** Whether the file differs from the last commit, in which it may be missing; `undefined` when there is none to compare with. */
  hasUncommittedChanges(path: string, operation: Operation): Promise<boolean | undefined>;
  /**
   * Tracked files of the workspace that differ from the last commit, at most so many of those that `isMeant` lets through; `undefined` when
   * there is no commit to compare with. Files that nobody has added count for nothing.
   */
  uncommittedFiles(
    most: number,
    isMeant: (path: string) => Promise<boolean>,
    operation: Operation,
  ): Promise<readonly string[] | undefined>;
  /** Versions of the file, newest first, through renames; none without git or outside a repository. */
  versionsOf(path: string, operation: Operation): AsyncIterable<FileVersionWithBytes>;
}

export interface FileVersionWithBytes extends FileVersion {
  readonly bytes: Uint8Array;
}
