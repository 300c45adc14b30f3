import type { JournalCondition } from '../../core/journal/chain.js';
import type { Operation } from '../operation.js';

export interface StoreProblem {
  /**
   * `one-copy` heals with the next collection; `lost` means that a version of a file cannot be had back any more; `no-git-copy`: git did not
   * make the third copy that is wanted; `size`: the store takes more than it should.
   */
  readonly kind: 'journal' | 'one-copy' | 'lost' | 'no-git-copy' | 'size';
  readonly message: string;
}

/** The document of `store verify --json`. */
export interface StoreVerification {
  readonly schemaVersion: 1;
  readonly journal: { readonly condition: JournalCondition; readonly records: number };
  /** Versions of files that somebody may want back, and how many of them are whole in both homes. */
  readonly checkpoints: { readonly needed: number; readonly whole: number; readonly bytes: number };
  readonly size: StoreSize;
  readonly problems: readonly StoreProblem[];
}

/** What the copies take in both homes together, trash included, and the most they should take. */
export interface StoreSize {
  readonly bytes: number;
  readonly limitBytes: number;
}

/** The document of `store gc --json`. */
export interface StoreCollection {
  readonly schemaVersion: 1;
  /** Copies that were missing or damaged in one home and are whole again. */
  readonly healed: number;
  /** Copies that nobody needs any more, put aside for a day before they go. */
  readonly setAside: number;
  readonly removed: number;
  readonly freedBytes: number;
}

/** Looks after the store as a whole. */
export interface StoreKeeper {
  /** Reads every record and every copy; changes nothing. */
  verify(operation: Operation): Promise<StoreVerification>;
  /** Looks at names and sizes only. */
  size(): Promise<StoreSize>;
  /** Heals what has one good copy left, then clears away what nobody needs. */
  collect(operation: Operation): Promise<StoreCollection>;
  /** Puts the whole second copy of the journal in the place of a damaged first one, which is kept. */
  repair(operation: Operation): Promise<void>;
  /** Makes a journal this user's own that was made with a key that is gone. For a person who knows where it comes from. */
  adopt(operation: Operation): Promise<void>;
}
