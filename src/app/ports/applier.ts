import type { Reason } from '../../core/reason.js';

export interface FileChange {
  /** Relative to the workspace, with `/`. */
  readonly path: string;
  /** Id of the migration or rollback that this belongs to; whatever lies about after a crash carries it in its name. */
  readonly transaction: string;
  /** SHA-256 that the file must still have; `null` when there must be no file. */
  readonly expectedSha256: string | null;
  readonly before: Uint8Array;
  readonly after: Uint8Array;
  /** Permission bits of a file that is made anew; a file that is there keeps its own. */
  readonly newFileMode?: number | undefined;
  /** Shown where the host names the change, such as VS Code's Undo. */
  readonly label: string;
}

export type ApplyOutcome = { readonly status: 'applied' } | { readonly status: 'refused'; readonly reason: Reason };

/** Puts new content into one file: through the editor, or byte by byte. On `applied` the bytes on disk have been read back and are `after`. */
export interface Applier {
  /** Why the file cannot be changed now (dirty, read-only, not a file, gone), before anything is written. */
  precheck(path: string, expectedSha256: string | null): Promise<Reason | undefined>;
  apply(change: FileChange): Promise<ApplyOutcome>;
}

export interface UnsettledChange {
  readonly path: string;
  readonly transaction: string;
  readonly beforeSha256: string;
  readonly afterSha256: string;
}

/**
 * `clean`: nothing lies about any more. `put-back`: the file as somebody saved it while it was being replaced is back in its place.
 * `kept-aside`: it is at `path` (relative to the workspace), because something else has taken its place since.
 */
export type Settlement =
  | { readonly status: 'clean' }
  | { readonly status: 'put-back' }
  | { readonly status: 'kept-aside'; readonly path: string };

/** Clears up after a change: at its end, when a late save through an old file handle shows, and after a crash in the middle of one. */
export interface ChangeSettler {
  /** Idempotent; under the lock of the store. */
  settle(change: UnsettledChange): Promise<Settlement>;
}
