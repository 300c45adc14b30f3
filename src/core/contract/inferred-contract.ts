import type { Contract } from './contract.js';

/** A class by the module that an import names and its name there. */
export interface ImportedClass {
  readonly module: string;
  readonly name: string;
}

/** A contract read from source, with what the reading left open. */
export interface InferredContract {
  readonly contract: Contract;
  /** What was not understood, one sentence each: what depends on it is not rewritten. */
  readonly notes: readonly string[];
  /** Bases whose modules were not given; with them the contract may say more. */
  readonly missing: readonly ImportedClass[];
}
