import type { Contract } from '../../../core/contract/contract.js';
import type { OutsideUses } from '../../../core/rewrite/outside-uses.js';
import type { DecodedSource } from '../decode.js';

/** What holds for the whole plan of one file. */
export interface PythonRewriteOptions {
  readonly classes: readonly string[];
  readonly contract: Contract;
  readonly outside: OutsideUses;
  readonly marker: 'comment' | 'print' | 'none';
  readonly planId: string;
  /** How the bytes of the file are read and written. */
  readonly encoding: Omit<DecodedSource, 'text'>;
}
