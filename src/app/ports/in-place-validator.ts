import type { PlanCheck } from '../../core/rewrite/plan.js';
import type { Stage } from '../../core/rewrite/stage.js';
import type { CheckResult } from '../../core/validation/check-result.js';
import type { DeclaredChanges } from '../../core/validation/declared-changes.js';
import type { Operation } from '../operation.js';

export interface WrittenStage extends DeclaredChanges {
  readonly stage: Stage;
  /** Of the file after this stage. */
  readonly bytes: Uint8Array;
  readonly sha256: string;
  /** What planning proved of these very bytes, by those of the stage before. */
  readonly proofs: readonly PlanCheck[];
}

export interface WrittenMigration {
  readonly id: string;
  readonly path: string;
  readonly classes: readonly string[];
  readonly before: { readonly bytes: Uint8Array; readonly sha256: string };
  /** All stages in order; what the last one led to is on disk. */
  readonly stages: readonly WrittenStage[];
}

export interface StageChecks {
  readonly stage: Stage;
  /** Of the bytes that were checked. */
  readonly sha256: string;
  readonly checks: readonly CheckResult[];
}

/**
 * Checks of a migrated file in its place, stage by stage, before the migration counts; ends with the first stage that fails. A check that
 * fails takes the stage back; a skipped one does not.
 */
export type InPlaceValidator = (written: WrittenMigration, operation: Operation) => Promise<readonly StageChecks[]>;
