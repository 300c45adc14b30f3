import assert from 'node:assert/strict';
import type { Position } from '../../../src/core/journal/record.js';
import type { ChangeState, Migration, Rollback } from '../../../src/core/journal/replay.js';
import type { FolderEngine } from '../../../src/vscode/folder-engine.js';
import {
  historyChildren,
  historyContext,
  historyNodes,
  historyText,
} from '../../../src/vscode/rollback/history-nodes.js';
import type { HistoryNode } from '../../../src/vscode/rollback/history-nodes.js';
import { migrationState, rollbackPositions } from '../../../src/vscode/rollback/position-titles.js';

const engine = { folder: { uri: 'file:///w' } } as unknown as FolderEngine;
const when = (atMs: number): string => `day ${String(atMs)}`;

function migration(id: string, state: ChangeState, position: Position, atMs = 1): Migration {
  const stages = [
    { stage: 'infrastructure', status: 'applied', sha256: '1' },
    { stage: 'core-logic', status: 'unchanged', sha256: '1' },
    { stage: 'integration', status: 'applied', sha256: '2' },
  ] as const;
  const begun = {
    kind: 'migration-begun',
    id,
    path: 'agents/chat_agent.py',
    before: { sha256: '0' },
    after: { sha256: '2' },
    plan: 'p',
    classes: ['ChatAgent'],
    through: 'integration',
    stages: [...stages],
    validates: false,
  } as const;
  return {
    id,
    path: begun.path,
    state,
    startedAtMs: atMs,
    updatedAtMs: atMs,
    toldAtMs: atMs,
    because: '',
    notes: [],
    position,
    begun: { ...begun, classes: ['ChatAgent'], stages: [...stages] },
  };
}

function rollback(id: string, of: string): Rollback {
  const begun = {
    kind: 'rollback-begun',
    id,
    path: 'agents/chat_agent.py',
    before: { sha256: '2' },
    after: { sha256: '0' },
    of,
    from: 'integration',
    to: 'original',
    merged: true,
    automatic: false,
    restoresDeleted: false,
  } as const;
  return {
    id,
    path: begun.path,
    state: 'applied',
    startedAtMs: 2,
    updatedAtMs: 2,
    toldAtMs: 2,
    because: '',
    notes: [],
    begun,
  };
}

const words = (node: HistoryNode): string => {
  const { label, description } = historyText(node, when);
  return description === '' ? label : `${label} (${description})`;
};

describe('the history of migrations', () => {
  it('stands newest first, each with its state and when it changed', () => {
    const history = {
      migrations: [migration('m-1', 'rolled-back', 'original', 1), migration('m-2', 'applied', 'integration', 5)],
      rollbacks: [],
      runs: [],
    };
    const nodes = historyNodes([{ engine, history, warning: undefined }]);
    assert.deepEqual(nodes.map(words), ['ChatAgent (migrated · day 5)', 'ChatAgent (rolled back · day 1)']);
  });

  it('shows the places that differ, which one the file is at, and what was rolled back', () => {
    const history = {
      migrations: [migration('m-1', 'applied', 'infrastructure')],
      rollbacks: [rollback('r-1', 'm-1'), rollback('r-2', 'r-1'), rollback('r-3', 'm-9')],
      runs: [],
    };
    const [node] = historyNodes([{ engine, history, warning: undefined }]);
    assert.ok(node);
    assert.deepEqual(historyChildren(node).map(words), [
      'Original',
      'After infrastructure (now)',
      'After integration',
      'Rolled back to original (day 2)',
      'Rolled back to original (day 2)',
    ]);
  });

  it('offers to go back only where that changes something', () => {
    const history = { migrations: [migration('m-1', 'applied', 'integration')], rollbacks: [], runs: [] };
    const [node] = historyNodes([{ engine, history, warning: undefined }]);
    assert.ok(node);
    assert.deepEqual(historyChildren(node).map(historyContext), ['position.other', 'position.other', 'position']);
    assert.deepEqual(rollbackPositions(migration('m-1', 'applied', 'integration')), ['original', 'infrastructure']);
    assert.deepEqual(rollbackPositions(migration('m-1', 'applied', 'infrastructure')), ['original']);
  });

  it('takes a stage that changed nothing for the one before it', () => {
    assert.equal(migrationState(migration('m-1', 'applied', 'core-logic')), 'migrated up to infrastructure');
  });

  it('puts the agents of one run together, and says how many still stand', () => {
    const first = migration('m-1', 'applied', 'integration', 1);
    const second = migration('m-2', 'rolled-back', 'original', 3);
    const run = [first, { ...second, begun: { ...second.begun, batch: 'm-1' } }];
    const alone = migration('m-3', 'applied', 'integration', 2);
    const nodes = historyNodes([
      { engine, history: { migrations: [...run, alone], rollbacks: [], runs: [] }, warning: undefined },
    ]);
    assert.deepEqual(nodes.map(words), [
      'ChatAgent (migrated · day 2)',
      '2 agents in one run (1 of 2 still migrated · day 1)',
    ]);
    const [, batch] = nodes;
    assert.ok(batch);
    assert.equal(historyContext(batch), 'batch.standing');
    assert.deepEqual(historyChildren(batch).map(words), [
      'ChatAgent (migrated · day 1)',
      'ChatAgent (rolled back · day 3)',
    ]);
  });

  it('says first that a journal is not to be believed', () => {
    const nodes = historyNodes([
      { engine, history: { migrations: [], rollbacks: [], runs: [] }, warning: 'Another user wrote it.' },
    ]);
    assert.deepEqual(nodes.map(words), ['This journal is only shown']);
  });
});
