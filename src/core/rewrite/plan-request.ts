import type { Contract } from '../contract/contract.js';
import type { Reason } from '../reason.js';
import type { OutsideUses } from './outside-uses.js';
import type { PlanWithTexts } from './plan.js';
import type { Stage } from './stage.js';

export interface PlanRequest {
  /** Relative to the workspace, with `/`. */
  readonly path: string;
  /** The bytes the plan is bound to. */
  readonly bytes: Uint8Array;
  /** Agent classes to migrate, in source order. */
  readonly classes: readonly string[];
  readonly contract: Contract;
  /** Last stage to plan. */
  readonly through: Stage;
  readonly includeReview: boolean;
  /** When given, only these edits (and what they need) are applied; the subset is proved like a whole plan. */
  readonly chosenEdits?: readonly string[];
  /** Groups of edits that a later proof refused, with the reason; they are reported as left. */
  readonly dropped?: readonly { readonly key: string; readonly reason: string }[];
  /** Why nothing can be planned whatever the file says; what is wrong with the file itself goes before it. */
  readonly refused?: Reason;
  /** What other files of the workspace say about this one's public names. */
  readonly outside: OutsideUses;
  /** How the marker line is written. */
  readonly marker: 'comment' | 'print' | 'none';
}

/** A plan with the bytes of the file after each of its stages, in the order of `plan.stages`. */
export interface PlanWithBytes extends PlanWithTexts {
  readonly stageBytes: readonly Uint8Array[];
}
