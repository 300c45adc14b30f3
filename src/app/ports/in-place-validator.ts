import type { PlanCheck } from '../../core/rewrite/plan.js';
import type { Operation } from '../operation.js';

export interface WrittenMigration {
  readonly path: string;
  readonly classes: readonly string[];
  readonly before: Uint8Array;
  readonly after: Uint8Array;
}

/** Checks of a migrated file in its place, before the migration counts. A check that fails takes it back; a skipped one does not. */
export type InPlaceValidator = (written: WrittenMigration, operation: Operation) => Promise<readonly PlanCheck[]>;
