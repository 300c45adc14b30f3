import { batchOf } from '../core/journal/batch.js';
import type { MigrationStore } from './ports/migration-store.js';
import { chooseTarget, isStanding } from './rollback-target.js';

/** For each target, everything that still stands of the run that its migration was part of; the newest first, so that later changes go first. */
export async function wholeRuns(store: Pick<MigrationStore, 'view'>, targets: readonly string[]): Promise<string[]> {
  const { history } = await store.view();
  const all = targets.flatMap((named) => {
    const choice = chooseTarget(history, named, 'original');
    const id = choice.kind === 'target' ? choice.target.id : undefined;
    const migration = history.migrations.find((one) => one.id === id);
    if (migration === undefined) return [named];
    return batchOf(history, migration)
      .filter(isStanding)
      .map((one) => one.id)
      .reverse();
  });
  return [...new Set(all)];
}
