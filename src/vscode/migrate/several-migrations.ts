import type { Stage } from '../../core/rewrite/stage.js';
import type { PlannedMigration } from './plan-migrations.js';

/** Carries out what was planned for several files as one run, and tells what came of it. */
export interface SeveralMigrations {
  readonly carryOut: (planned: readonly PlannedMigration[], through: Stage) => Promise<void>;
}
