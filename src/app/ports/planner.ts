import type { Contract } from '../../core/contract/contract.js';
import type { OutsideUses } from '../../core/rewrite/outside-uses.js';
import type { PlanWithTexts } from '../../core/rewrite/plan.js';
import type { Stage } from '../../core/rewrite/stage.js';
import type { Operation } from '../operation.js';

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
  /** What other files of the workspace say about this one's public names. */
  readonly outside: OutsideUses;
  /** How the marker line is written; `comment` by default. */
  readonly marker: 'comment' | 'print' | 'none';
}

/** A plan with the bytes of the file after each of its stages, in the order of `plan.stages`. */
export interface PlanWithBytes extends PlanWithTexts {
  readonly stageBytes: readonly Uint8Array[];
}

/** Makes a plan with all proofs that need no interpreter, off the main thread; loads a parser on first use. Never writes. */
export interface Planner {
  plan(request: PlanRequest, operation: Operation): Promise<PlanWithBytes>;
}
