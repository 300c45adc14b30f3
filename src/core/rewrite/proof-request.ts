import type { Contract } from '../contract/contract.js';

/** Two versions of one file: what a migration began with, and what is there now, whoever wrote it. */
export interface ProofRequest {
  /** Relative to the workspace, with `/`. */
  readonly path: string;
  readonly before: Uint8Array;
  readonly after: Uint8Array;
  readonly classes: readonly string[];
  readonly contract: Contract;
  /** `Class.method` of what may be gone or called otherwise; when that is not known, nothing is said of declarations. */
  readonly declared?: {
    readonly removed: readonly string[];
    readonly renamed: readonly { readonly from: string; readonly to: string }[];
    /** They and the base have to be the reason for every statement that is gone or new. */
    readonly explained?: boolean;
  };
}
