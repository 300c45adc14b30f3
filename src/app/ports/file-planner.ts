import type { Plan } from '../../core/rewrite/plan.js';
import type { Stage } from '../../core/rewrite/stage.js';
import type { Operation } from '../operation.js';

export interface FilePlanRequest {
  /** Relative to the workspace, with `/`. */
  readonly path: string;
  /** As they are on disk; the plan is bound to them. */
  readonly bytes: Uint8Array;
  /** Only these classes; all agent classes of the file when absent. */
  readonly classes?: readonly string[];
  readonly through: Stage;
  readonly includeReview: boolean;
  /** When given, only these edits and what they need. */
  readonly chosenEdits?: readonly string[];
}

/** A plan that has passed its proofs, with the bytes that the file has after each of its stages, in the order of `plan.stages`. */
export interface ProvenPlan {
  readonly plan: Plan;
  readonly stageBytes: readonly Uint8Array[];
  /** What the recipes do, in a few words for people, by their ids. */
  readonly recipeTitles: Readonly<Record<string, string>>;
}

/** Plans one file of the workspace: finds its agents and their contract itself. Never writes. */
export type FilePlanner = (request: FilePlanRequest, operation: Operation) => Promise<ProvenPlan>;
