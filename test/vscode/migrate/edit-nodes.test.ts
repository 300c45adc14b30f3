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
      plannedEdit('import', { recipe: 'adopt-base', startLine: 3 }),
      plannedEdit('base', { recipe: 'adopt-base', startLine: 9 }),
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
    assert.deepEqual(nodes.map(words), ['Infrastructure (2 of 3 edits, 2 left)']);
  });

  it('groups edits by recipe, and shows what is left with its reason', async () => {
    const [stage] = rootNodes([await migrationOf()]);
    assert.ok(stage);
    assert.deepEqual(childNodes(stage).map(words), [
      'Adopt base (2 edits)',
      'Logging is set up by the base (line 5, needs your review)',
      'The loop answers other requests too (line 44, left to you)',
      'sys.path is changed (line 2, left to you)',
    ]);
  });

  it('ticks a group when any of it is ticked, and gives notes no box', async () => {
    const [stage] = rootNodes([await migrationOf()]);
    assert.ok(stage);
    assert.deepEqual(childNodes(stage).map(isTicked), [true, false, undefined, undefined]);
    assert.equal(isTicked(stage), true);
    assert.deepEqual(editIds(stage), ['import', 'base', 'log']);
  });

  it('ticks the safe edits of a stage with its box, and all of them off', async () => {
    const [stage] = rootNodes([await migrationOf()]);
    assert.ok(stage);
    assert.deepEqual(idsToTick(stage, true), ['import', 'base']);
    assert.deepEqual(idsToTick(stage, false), ['import', 'base', 'log']);
    const review = childNodes(stage)[1];
    assert.ok(review);
    assert.deepEqual(idsToTick(review, true), ['log']);
  });

  it('has a level for files only where there are several', async () => {
    const [one, two] = [await migrationOf(), await migrationOf()];
    assert.deepEqual(rootNodes([one, two]).map(words), ['chat_agent.py (ChatAgent)', 'chat_agent.py (ChatAgent)']);
  });
});
