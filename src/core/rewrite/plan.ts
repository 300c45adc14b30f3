import type { Reason } from '../reason.js';
import type { Safety, Stage } from './stage.js';

/** One edit of a stage; positions are in the text after the stage before, lines and columns from 1, the end exclusive. */
export interface PlannedEdit {
  readonly id: string;
  readonly class: string;
  readonly recipe: string;
  readonly safety: Safety;
  readonly reason: string;
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly newText: string;
  /** Edits that stand or fall with this one carry the same group; absent when the edit is independent. */
  readonly group?: string;
  /** Ids of recipes of the same stage without whose edits, for the same class, this one would be wrong. */
  readonly needs?: readonly string[];
  /** Carried out for the sake of other edits of its stage and never alone. */
  readonly followUp?: true;
  /** `host:port` of the address that is no longer written down. */
  readonly endpoint?: string;
}

export interface PlanCheck {
  readonly id: string;
  readonly status: 'pass' | 'fail' | 'skipped';
  readonly detail: string;
  /** 1-based, in the text of the result, where one that fails has a place. */
  readonly line?: number;
}

/** Something a recipe did not rewrite, with the reason; `line` is 1-based in the text of the stage. */
export interface LeftItem {
  readonly class: string;
  readonly recipe: string;
  readonly reason: string;
  readonly line?: number;
  /** `host:port` of the address that stays written down. */
  readonly endpoint?: string;
}

export interface StagePlan {
  readonly stage: Stage;
  readonly edits: readonly PlannedEdit[];
  readonly left: readonly LeftItem[];
  /** `Class.method` of every method that the stage takes away. */
  readonly removed: readonly string[];
  readonly renamed: readonly { readonly from: string; readonly to: string }[];
  readonly result: { readonly sha256: string };
  readonly checks: readonly PlanCheck[];
}

/** All edits of all stages for one file, bound to the bytes it was made from. */
export interface Plan {
  readonly schemaVersion: 1;
  readonly id: string;
  readonly path: string;
  readonly classes: readonly string[];
  readonly base: { readonly sha256: string };
  readonly stages: readonly StagePlan[];
  readonly refused: Reason | null;
}

/** A plan with the text after each of its stages, in the order of `plan.stages`. */
export interface PlanWithTexts {
  readonly plan: Plan;
  readonly baseText: string;
  readonly stageTexts: readonly string[];
  /** What the recipes do, in a few words for people, by their ids. */
  readonly recipeTitles: Readonly<Record<string, string>>;
}
