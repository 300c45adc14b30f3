import assert from 'node:assert/strict';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { runBuiltCli } from '../support/cli.js';

/** The keys of README and schema: other programs rely on these and no others. */
const agentKeys = 'path language class line why score level track readiness reason factors'.split(' ');
const editKeys = 'id class recipe safety reason startLine startColumn endLine endColumn newText'.split(' ');
const historyKeys = 'id path classes state stages startedAt updatedAt'.split(' ');
const stageKeys = 'stage edits left removed renamed result checks'.split(' ');

interface PublishedStage {
  readonly edits: readonly object[];
  readonly left: readonly object[];
}

describe('documents for other programs', () => {
  let workspace: string;
  before(async () => {
    workspace = await mkdtemp(path.join(os.tmpdir(), 'agent-migrator-test-'));
    await cp('media/example-fleet', workspace, { recursive: true });
  });
  after(() => rm(workspace, { recursive: true, force: true }));

  async function documentOf<T>(...words: readonly string[]): Promise<T> {
    const { stdout } = await runBuiltCli([...words, '--workspace', workspace, '--json']);
    return JSON.parse(stdout) as T;
  }

  it('name of an agent what is documented, also of one that is partly migrated', async () => {
    const { agents } = await documentOf<{ agents: readonly { readiness: string }[] }>('assess');
    assert.ok(agents.some(({ readiness }) => readiness === 'partial'));
    for (const agent of agents) assert.deepEqual(Object.keys(agent).sort(), [...agentKeys].sort());
  });

  it('name of an edit and of what is left what is documented', async () => {
    const file = path.join(workspace, 'agents', 'memory_agent.py');
    const plan = await documentOf<{ stages: readonly PublishedStage[] }>('plan', file);
    const both = [file, path.join(workspace, 'agents', 'intent_agent.py')];
    const report = await documentOf<{ migrations: readonly { stages: readonly PublishedStage[] }[] }>(
      'migrate',
      ...both,
    );
    assertStages(plan.stages, stageKeys);
    assertStages(report.migrations[0]?.stages ?? [], [...stageKeys, 'status']);
  });

  it('name of a migration of a run what is documented', async () => {
    const { migrations } = await documentOf<{ migrations: readonly object[] }>('history');
    assert.ok(migrations.length > 1);
    for (const one of migrations) assert.deepEqual(Object.keys(one).sort(), [...historyKeys].sort());
  });
});

function assertStages(stages: readonly PublishedStage[], keys: readonly string[]): void {
  assert.equal(stages.length, 3);
  for (const stage of stages) {
    assert.deepEqual(Object.keys(stage).sort(), [...keys].sort());
    for (const edit of stage.edits) assert.deepEqual(Object.keys(edit).sort(), [...editKeys].sort());
    for (const left of stage.left) assert.deepEqual(Object.keys(left).sort(), ['class', 'reason', 'recipe']);
  }
  assert.ok(stages.some(({ edits }) => edits.length > 0));
  assert.ok(stages.some(({ left }) => left.length > 0));
}
