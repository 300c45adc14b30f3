import { standingOnTop } from '../../app/rollback-target.js';
import type { Position } from '../../core/journal/record.js';
import type { History, Migration } from '../../core/journal/replay.js';
import { isStanding, positionTitle, rollbackPositions, standingPosition } from './position-titles.js';
import type { RollbackAim } from './rollback-aim.js';

/** A place that a file can be rolled back to, and the migration that it is a place of. */
export interface RollbackPlace {
  readonly migration: Migration;
  readonly position: Position;
  readonly title: string;
}

/** Every place of a file before the one it stands at, the original first, through all migrations up to this one that stand in it. */
export function rollbackPlaces({ migrations }: History, newest: Migration): readonly RollbackPlace[] {
  const upTo = migrations.slice(0, migrations.findIndex(({ id }) => id === newest.id) + 1);
  const standing = upTo.filter((one) => one.path === newest.path && isStanding(one));
  return standing.flatMap((migration, index) => {
    const before = standing[index - 1];
    return rollbackPositions(migration).map((position) => {
      // What a migration began with is what the one before it left.
      const shown = position === 'original' && before !== undefined ? standingPosition(before) : position;
      return { migration, position, title: positionTitle(shown) };
    });
  });
}

/** The aim with what stands on top of its migration before it, in the order in which they go back. */
export function rollbackSteps(history: History, aim: RollbackAim): readonly RollbackAim[] {
  const later = standingOnTop(history, aim.id);
  return [...later.map(({ id, path }) => ({ ...aim, id, path, to: 'original' as const })), aim];
}
