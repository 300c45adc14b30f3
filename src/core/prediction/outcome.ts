import type { History, Migration } from '../journal/replay.js';
import { newestObservation } from '../observation/observation-record.js';
import { newestValidation } from '../validation/validation-note.js';

/** How a migration came out. Everything but `stood` counts as one that did not stand. */
export type MigrationOutcome = 'stood' | 'rolled-back' | 'failed-check' | 'failed-observation';

export interface DecidedMigration {
  readonly migration: Migration;
  readonly outcome: MigrationOutcome;
}

/**
 * The migrations of a journal whose outcome is known, oldest first. What is left of a migration after one of its stages failed a check is
 * carried out as a migration of the same bytes: that is the rest of the one that failed, and no outcome of its own.
 */
export function decidedMigrations({ migrations, rollbacks }: History): readonly DecidedMigration[] {
  const takenBack = new Set(rollbacks.filter(({ state }) => state === 'applied').map(({ begun }) => begun.of));
  const failedBytes = new Map<string, string>();
  const decided: DecidedMigration[] = [];
  for (const migration of migrations) {
    const { path, begun } = migration;
    if (failedBytes.get(path) === begun.before.sha256) continue;
    const outcome = outcomeOf(migration, takenBack);
    if (outcome === 'failed-check' && migration.state === 'undone') failedBytes.set(path, begun.before.sha256);
    if (outcome !== undefined) decided.push({ migration, outcome });
  }
  return decided;
}

/**
 * `undefined` while it is not decided: unfinished, under observation, or in a person's hands. A migration that was taken back because it was
 * refused, cancelled or interrupted says nothing of its agent. What a person takes back counts, whole or in part: by a rollback that holds,
 * or by undo in an editor. An observation without a verdict leaves a migration to what else is known of it.
 */
function outcomeOf(
  { id, state, because, notes }: Migration,
  takenBack: ReadonlySet<string>,
): MigrationOutcome | undefined {
  if (newestValidation(notes)?.checks.some(({ status }) => status === 'fail') === true) return 'failed-check';
  const observation = newestObservation(notes);
  if (observation?.decided?.outcome === 'rollback' || observation?.ended?.phase === 'failed')
    return 'failed-observation';
  if (state === 'rolled-back' || takenBack.has(id)) return 'rolled-back';
  if (state === 'undone') return because === '' ? 'rolled-back' : undefined;
  if (state !== 'applied') return undefined;
  const isOpen = observation !== undefined && observation.ended === undefined;
  return isOpen ? undefined : 'stood';
}
