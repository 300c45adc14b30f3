import type { SourceFacts } from '../../core/facts/source-facts.js';
import type { Operation } from '../operation.js';

export interface ScannedFile {
  /** Relative to the workspace, with `/`. */
  readonly path: string;
  /** SHA-256 of the bytes on disk, lower-case hex; empty when there are none, as of an unsaved buffer. */
  readonly sha256: string;
  readonly sizeBytes: number;
  /** Absent when the file could not be read: see `unreadable`. */
  readonly facts?: SourceFacts;
  readonly unreadable?: string;
}

/** Reads files and gathers their facts off the main thread. What is cached holds for files that are as they were, read by the same rules. */
export interface SourceScanner {
  scanFiles(paths: readonly string[], options: ScanOptions, operation: Operation): Promise<readonly ScannedFile[]>;
  /** The same for an unsaved buffer; a later call for the same path cancels an earlier one, which then rejects with an AbortError. */
  scanText(path: string, text: string, operation: Operation): Promise<ScannedFile>;
  /** Nothing is going to be scanned any more: threads end, and what was learned is kept, while the caller goes on. */
  close(): void;
}

export interface ScanOptions {
  readonly useCache: boolean;
  /** Adds the tree checks and the interpreter's `compile()` to the structure guard. */
  readonly verify: 'no' | 'all';
}
