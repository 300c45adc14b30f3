import { counted } from '../../core/text/counted.js';
import type { Position } from '../../core/journal/record.js';
import { isStanding, type ChangeState, type Migration, type Rollback } from '../../core/journal/replay.js';
import { batchId } from '../../core/journal/batch.js';
import type { FolderEngine } from '../folder-engine.js';
import type { FolderLog } from './migration-log.js';
import { migrationState, migrationTitle, positionTitle, positionsOf, standingPosition } from './position-titles.js';

/** What stands in the history tree. */
export type HistoryNode =
  | { readonly kind: 'warning'; readonly engine: FolderEngine; readonly message: string }
  /** Agents that were migrated in one run, so that they can be rolled back together. */
  | { readonly kind: 'batch'; readonly engine: FolderEngine; readonly members: readonly MigrationNode[] }
  | MigrationNode
  | {
      readonly kind: 'position';
      readonly engine: FolderEngine;
      readonly migration: Migration;
      readonly position: Position;
    }
  | { readonly kind: 'rollback'; readonly engine: FolderEngine; readonly rollback: Rollback };

export interface MigrationNode {
  readonly kind: 'migration';
  readonly engine: FolderEngine;
  readonly migration: Migration;
  readonly rollbacks: readonly Rollback[];
}

/** Newest first, over all folders. */
export function historyNodes(logs: readonly FolderLog[]): readonly HistoryNode[] {
  const warnings = logs.flatMap(({ engine, warning }): readonly HistoryNode[] =>
    warning === undefined ? [] : [{ kind: 'warning', engine, message: warning }],
  );
  const runs = logs.flatMap((log) => runsOf(log)).sort((a, b) => startOf(b) - startOf(a));
  const nodes = runs.map((members): HistoryNode => {
    const [first] = members;
    return members.length === 1 ? first : { kind: 'batch', engine: first.engine, members };
  });
  return [...warnings, ...nodes];
}

type Run = readonly [MigrationNode, ...MigrationNode[]];

function runsOf({ engine, history }: FolderLog): readonly Run[] {
  const runs = new Map<string, [MigrationNode, ...MigrationNode[]]>();
  for (const migration of history.migrations) {
    const rollbacks = rollbacksOf(migration, history.rollbacks);
    const node: MigrationNode = { kind: 'migration', engine, migration, rollbacks };
    const run = runs.get(batchId(migration));
    if (run === undefined) runs.set(batchId(migration), [node]);
    else run.push(node);
  }
  return [...runs.values()];
}

function startOf([first]: Run): number {
  return first.migration.startedAtMs;
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
  if (node.kind === 'batch') return node.members;
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
    case 'batch':
      return batchText(node.members, when);
    case 'migration':
      return migrationText(node.migration, when);
    case 'position':
      return positionText(node.migration, node.position);
    case 'rollback':
      return rollbackText(node.rollback, when);
  }
}

function batchText(members: readonly MigrationNode[], when: (atMs: number) => string): HistoryText {
  const standing = members.filter(({ migration }) => isStanding(migration)).length;
  const state = standing === members.length ? 'migrated' : `${standing} of ${members.length} still migrated`;
  const startedAtMs = Math.min(...members.map(({ migration }) => migration.startedAtMs));
  return {
    label: `${counted(members.length, 'agent')} in one run`,
    description: `${state} · ${when(startedAtMs)}`,
    tooltip: members.map(({ migration }) => `${migration.path}: ${migrationState(migration)}`).join('\n'),
    icon: 'layers',
  };
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
    case 'batch':
      return node.members.some(({ migration }) => isStanding(migration)) ? 'batch.standing' : 'batch';
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
