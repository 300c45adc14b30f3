import type { Contract } from '../../core/contract/contract.js';
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
  /** What other files of the workspace say about this one's public names. */
  readonly outside: OutsideUses;
  /** How the marker line is written; `comment` by default. */
  readonly marker: 'comment' | 'print' | 'none';
}

export interface OutsideUses {
  /** Method and attribute names that other files use on something that may be this agent. */
  readonly attributeNames: readonly string[];
  /** Names of sibling modules that shadow the contract's import, when the file runs as a script. */
  readonly subclassNames: readonly string[];
}

/** Makes a proven plan, off the main thread; loads a parser on first use. Never writes. */
export interface Planner {
  plan(request: PlanRequest, operation: Operation): Promise<PlanWithTexts>;
}
