import type { Position } from '../../core/journal/record.js';
import type { ChangeState, Migration, Rollback } from '../../core/journal/replay.js';
import type { FolderEngine } from '../folder-engine.js';
import type { FolderLog } from './migration-log.js';
import {
  isStanding,
  migrationState,
  migrationTitle,
  positionTitle,
  positionsOf,
  standingPosition,
} from './position-titles.js';

/** What stands in the history tree. */
export type HistoryNode =
  | { readonly kind: 'warning'; readonly engine: FolderEngine; readonly message: string }
  | {
      readonly kind: 'migration';
      readonly engine: FolderEngine;
      readonly migration: Migration;
      readonly rollbacks: readonly Rollback[];
    }
  | {
      readonly kind: 'position';
      readonly engine: FolderEngine;
      readonly migration: Migration;
      readonly position: Position;
    }
  | { readonly kind: 'rollback'; readonly engine: FolderEngine; readonly rollback: Rollback };

/** Newest first, over all folders. */
export function historyNodes(logs: readonly FolderLog[]): readonly HistoryNode[] {
  const warnings = logs.flatMap(({ engine, warning }): readonly HistoryNode[] =>
    warning === undefined ? [] : [{ kind: 'warning', engine, message: warning }],
  );
  const migrations = logs.flatMap(({ engine, history }) =>
    history.migrations.map(
      (migration) =>
        ({ kind: 'migration', engine, migration, rollbacks: rollbacksOf(migration, history.rollbacks) }) as const,
    ),
  );
  return [...warnings, ...migrations.sort((a, b) => b.migration.startedAtMs - a.migration.startedAtMs)];
}

/** Rollbacks of the migration, and rollbacks of those, in the order in which they began. */
function rollbacksOf({ id }: Migration, rollbacks: readonly Rollback[]): readonly Rollback[] {
  const known = new Set([id]);
  const found: Rollback[] = [];
  for (const rollback of rollbacks) {
    if (!known.has(rollback.begun.of)) continue;
    known.add(rollback.id);
    found.push(rollback);
  }
  return found;
}

export function historyChildren(node: HistoryNode): readonly HistoryNode[] {
  if (node.kind !== 'migration') return [];
  const { engine, migration, rollbacks } = node;
  const positions = positionsOf(migration).map(
    (position) => ({ kind: 'position', engine, migration, position }) as const,
  );
  return [...positions, ...rollbacks.map((rollback) => ({ kind: 'rollback', engine, rollback }) as const)];
}

export interface HistoryText {
  readonly label: string;
  readonly description: string;
  readonly tooltip: string;
  readonly icon: string;
}

const stateIcons: Readonly<Record<ChangeState, string>> = {
  unfinished: 'warning',
  applied: 'pass-filled',
  undone: 'circle-slash',
  'rolled-back': 'discard',
  conflict: 'question',
  kept: 'pinned',
};

/** @param when Says a moment, in milliseconds since the Unix epoch, as people of this place do. */
export function historyText(node: HistoryNode, when: (atMs: number) => string): HistoryText {
  switch (node.kind) {
    case 'warning':
      return { label: 'This journal is only shown', description: '', tooltip: node.message, icon: 'warning' };
    case 'migration':
      return migrationText(node.migration, when);
    case 'position':
      return positionText(node.migration, node.position);
    case 'rollback':
      return rollbackText(node.rollback, when);
  }
}

function migrationText(migration: Migration, when: (atMs: number) => string): HistoryText {
  const state = migrationState(migration);
  return {
    label: migrationTitle(migration),
    description: `${state} · ${when(migration.updatedAtMs)}`,
    tooltip: [migration.path, `${migration.id}, begun ${when(migration.startedAtMs)}`, state, migration.because]
      .filter(Boolean)
      .join('\n'),
    icon: stateIcons[migration.state],
  };
}

function positionText(migration: Migration, position: Position): HistoryText {
  const isHere = isStanding(migration) ? standingPosition(migration) === position : position === 'original';
  return {
    label: positionTitle(position),
    description: isHere ? 'now' : '',
    tooltip:
      position === 'original'
        ? 'The file as it was before the migration'
        : `What the migration made of the file up to this stage`,
    icon: isHere ? 'circle-filled' : 'circle-outline',
  };
}

function rollbackText({ id, state, begun, updatedAtMs }: Rollback, when: (atMs: number) => string): HistoryText {
  const words = `${begun.automatic ? 'Rolled back automatically' : 'Rolled back'} to ${positionTitle(begun.to).toLowerCase()}`;
  const kept = begun.merged ? ', later edits kept' : '';
  return {
    label: words,
    description: `${state === 'rolled-back' ? 'undone · ' : ''}${when(updatedAtMs)}`,
    tooltip: `${words}${kept}\n${id}`,
    icon: 'discard',
  };
}

/** `contextValue` of the tree item: what menus can offer. */
export function historyContext(node: HistoryNode): string {
  switch (node.kind) {
    case 'migration':
      return isStanding(node.migration) ? 'migration.standing' : 'migration';
    case 'position':
      return isStanding(node.migration) && standingPosition(node.migration) !== node.position
        ? 'position.other'
        : 'position';
    case 'rollback':
      return node.rollback.state === 'applied' ? 'rollback.standing' : 'rollback';
    case 'warning':
      return 'warning';
  }
}

/** What the tree and its menus hand a command: the node itself. */
export function historyNodeFrom(value: unknown): HistoryNode | undefined {
  return typeof value === 'object' && value !== null && 'kind' in value && 'engine' in value
    ? (value as HistoryNode)
    : undefined;
}
