import type { Stage } from '../../core/rewrite/stage.js';
import type { PlannedMigration } from './plan-migrations.js';

export interface SeveralMigrations {
  /** Carries out what was planned for several files as one run, and tells what came of it; `false` when a person did not let it begin. */
  readonly carryOut: (planned: readonly PlannedMigration[], through: Stage) => Promise<boolean>;
}
