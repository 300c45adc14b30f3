import type { Reason } from '../../core/reason.js';

export interface FileChange {
  /** Relative to the workspace, with `/`. */
  readonly path: string;
  /** SHA-256 that the file must still have. */
  readonly expectedSha256: string;
  readonly before: Uint8Array;
  readonly after: Uint8Array;
  /** Shown where the host names the change, such as VS Code's Undo. */
  readonly label: string;
}

export type ApplyOutcome = { readonly status: 'applied' } | { readonly status: 'refused'; readonly reason: Reason };

/** Puts new content into one file: through the editor, or byte by byte. On `applied` the bytes on disk have been read back and are `after`. */
export interface Applier {
  /** Why the file cannot be changed now (dirty, read-only, not a file, gone), before anything is written. */
  precheck(path: string, expectedSha256: string): Promise<Reason | undefined>;
  apply(change: FileChange): Promise<ApplyOutcome>;
}
