import type { Reason } from '../../core/reason.js';

export interface SourceFile {
  readonly bytes: Uint8Array;
  /** Lower-case hex, of the bytes on disk. */
  readonly sha256: string;
  /** Permission bits of the file. */
  readonly mode: number;
}

export type SourceReading =
  | { readonly kind: 'file'; readonly file: SourceFile }
  | { readonly kind: 'absent' }
  | { readonly kind: 'unreadable'; readonly reason: Reason };

/** Reads a file of the workspace as a whole that somebody meant: never the half of a save that is under way. */
export interface SourceReader {
  read(path: string): Promise<SourceReading>;
}
