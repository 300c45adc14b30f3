import { fileNameOf } from '../../core/workspace/paths.js';
import type { Position } from '../../core/journal/record.js';
import type { ChangeState, Migration } from '../../core/journal/replay.js';
import { stageTitles } from '../migrate/stage-titles.js';

export const originalTitle = 'Original';

/** `Original`, `After infrastructure`. */
export function positionTitle(position: Position): string {
  return position === 'original' ? originalTitle : `After ${stageTitles[position].toLowerCase()}`;
}

/** The places of a migration that differ from one another, the original first. */
export function positionsOf({ begun }: Migration): readonly Position[] {
  const changing = begun.stages.filter(({ status }) => status === 'applied').map(({ stage }) => stage);
  return ['original', ...changing];
}

/** Where a file can be rolled back to: every place before the one it stands at. */
export function rollbackPositions(migration: Migration): readonly Position[] {
  const positions = positionsOf(migration);
  const standing = positions.indexOf(standingPosition(migration));
  return positions.slice(0, Math.max(1, standing));
}

/** The last place that changed something up to where the file stands. */
export function standingPosition(migration: Migration): Position {
  const { position, begun } = migration;
  if (position === 'original') return position;
  const upTo = begun.stages.slice(0, begun.stages.findIndex(({ stage }) => stage === position) + 1);
  return upTo.findLast(({ status }) => status === 'applied')?.stage ?? 'original';
}

const stateWords: Readonly<Record<ChangeState, string>> = {
  unfinished: 'interrupted',
  applied: 'migrated',
  undone: 'undone',
  'rolled-back': 'rolled back',
  conflict: 'waits for your decision',
  kept: 'kept as it is',
};

/** `migrated`, `migrated up to infrastructure` where a later stage was taken back, `rolled back`. */
export function migrationState(migration: Migration): string {
  const words = stateWords[migration.state];
  const position = standingPosition(migration);
  if (migration.state !== 'applied' || position === 'original' || position === positionsOf(migration).at(-1))
    return words;
  return `${words} up to ${stageTitles[position].toLowerCase()}`;
}

export function migrationTitle({ begun, path }: Migration): string {
  return begun.classes.length === 0 ? fileNameOf(path) : begun.classes.join(', ');
}
