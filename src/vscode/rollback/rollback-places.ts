import { buildsOn } from '../../app/rollback/rollback-target.js';
import type { Position } from '../../core/journal/record.js';
import { isStanding, type History, type Migration } from '../../core/journal/replay.js';
import { positionTitle, rollbackPositions, standingPosition } from './position-titles.js';

/** A place that a file can be rolled back to, and the migration that it is a place of. */
export interface RollbackPlace {
  readonly migration: Migration;
  readonly position: Position;
  readonly title: string;
}

/** Every place of a file before the one it stands at, the original first, through all migrations up to this one that build on each other. */
export function rollbackPlaces({ migrations }: History, newest: Migration): readonly RollbackPlace[] {
  const chain = [newest];
  const index = migrations.findIndex(({ id }) => id === newest.id);
  const earlier = index < 0 ? [] : migrations.slice(0, index);
  for (const migration of earlier.reverse()) {
    const [first = newest] = chain;
    if (isStanding(migration) && buildsOn(first, migration)) chain.unshift(migration);
  }
  return chain.flatMap((migration, index) => {
    const before = chain[index - 1];
    return rollbackPositions(migration).map((position) => {
      // What a migration began with is what the one before it left.
      const shown = position === 'original' && before !== undefined ? standingPosition(before) : position;
      return { migration, position, title: positionTitle(shown) };
    });
  });
}
