import assert from 'node:assert/strict';
import {
  childNodes,
  editIds,
  idsToTick,
  isTicked,
  nodeText,
  rootNodes,
} from '../../../src/vscode/migrate/edit-nodes.js';
import type { EditNode } from '../../../src/vscode/migrate/edit-nodes.js';
import { FileMigration } from '../../../src/vscode/migrate/file-migration.js';
import { plannedEdit, provenPlan, stagePlan } from '../../support/plan.js';

const proven = provenPlan([
  stagePlan('infrastructure', {
    edits: [
      plannedEdit('import', { group: 'adopt', startLine: 3 }),
      plannedEdit('base', { group: 'adopt', startLine: 9, reason: 'The agent inherits it' }),
      plannedEdit('uses', { group: 'adopt', startLine: 12, reason: 'The agent inherits it' }),
      plannedEdit('log', {
        recipe: 'logging-set-up',
        safety: 'review',
        startLine: 5,
        reason: 'Logging is set up by the base',
      }),
      plannedEdit('path', { safety: 'manual', reason: 'sys.path is changed', startLine: 2 }),
    ],
    left: [{ class: 'ChatAgent', recipe: 'own-health-check', reason: 'The loop answers other requests too', line: 44 }],
  }),
  stagePlan('core-logic'),
]);

async function migrationOf(): Promise<FileMigration> {
  const request = {
    path: 'agents/chat_agent.py',
    bytes: Buffer.from(''),
    through: 'integration',
    includeReview: false,
  } as const;
  return FileMigration.plan(request, () => Promise.resolve(proven), { signal: new AbortController().signal });
}

const words = (node: EditNode): string => `${nodeText(node).label} (${nodeText(node).description})`;

describe('the tree of edits', () => {
  it('shows the stages of one file, without those that have nothing to say', async () => {
    const nodes = rootNodes([await migrationOf()]);
    assert.deepEqual(nodes.map(words), ['Infrastructure (3 of 4 edits, 2 left)']);
  });

  it('gives edits that stand or fall together one box, and shows what is left with its reason', async () => {
    const [stage] = rootNodes([await migrationOf()]);
    assert.ok(stage);
    assert.deepEqual(childNodes(stage).map(words), [
      'Adopt base (lines 3, 9 and 12)',
      'Logging set up (needs your review, line 5 · Logging is set up by the base)',
      'The loop answers other requests too (left to you, line 44)',
      'sys.path is changed (left to you, line 2)',
    ]);
    const [adoption] = childNodes(stage);
    assert.ok(adoption);
    assert.deepEqual(childNodes(adoption).map(words), [
      'Edit import (line 3)',
      'The agent inherits it (lines 9 and 12)',
    ]);
  });

  it('ticks a group when any of it is ticked, and gives notes no box', async () => {
    const [stage] = rootNodes([await migrationOf()]);
    assert.ok(stage);
    assert.deepEqual(childNodes(stage).map(isTicked), [true, false, undefined, undefined]);
    assert.equal(isTicked(stage), true);
    assert.deepEqual(editIds(stage), ['import', 'base', 'uses', 'log']);
  });

  it('ticks the safe edits of a stage with its box, and all of them off', async () => {
    const [stage] = rootNodes([await migrationOf()]);
    assert.ok(stage);
    assert.deepEqual(idsToTick(stage, true), ['import', 'base', 'uses']);
    assert.deepEqual(idsToTick(stage, false), ['import', 'base', 'uses', 'log']);
    const review = childNodes(stage)[1];
    assert.ok(review);
    assert.deepEqual(idsToTick(review, true), ['log']);
  });

  it('has a level for files only where there are several', async () => {
    const [one, two] = [await migrationOf(), await migrationOf()];
    assert.deepEqual(rootNodes([one, two]).map(words), ['chat_agent.py (ChatAgent)', 'chat_agent.py (ChatAgent)']);
  });
});
