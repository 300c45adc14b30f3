import { batchOf } from '../../core/journal/batch.js';
import { isStanding, type Migration } from '../../core/journal/replay.js';
import type { MigrationStore } from '../ports/migration-store.js';
import { chooseTarget } from './rollback-target.js';

/** For each target, which may be the run itself, everything that still stands of the run that its migration was part of; the newest first, so that later changes go first. */
export async function wholeRuns(store: Pick<MigrationStore, 'view'>, targets: readonly string[]): Promise<string[]> {
  const { history } = await store.view();
  const all = targets.flatMap((named) => {
    const run = history.migrations.filter(({ begun }) => begun.batch === named);
    if (run.length > 0) return newestFirst(run);
    const choice = chooseTarget(history, named, 'original');
    const id = choice.kind === 'target' ? choice.target.id : undefined;
    const migration = history.migrations.find((one) => one.id === id);
    if (migration === undefined) return [named];
    return newestFirst(batchOf(history, migration));
  });
  return [...new Set(all)];
}

function newestFirst(run: readonly Migration[]): readonly string[] {
  return run
    .filter(isStanding)
    .map(({ id }) => id)
    .reverse();
}
