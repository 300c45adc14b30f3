import assert from 'node:assert/strict';
import { migrate } from '../../../src/app/migrate.js';
import { readHistory } from '../../../src/app/history.js';
import { recover } from '../../../src/app/recover.js';
import { rollBack } from '../../../src/app/roll-back.js';
import type { Position } from '../../../src/core/journal/record.js';
import { operation, realWorkspace, wholeMigration, type NewWorkspace } from '../../support/store/real-workspace.js';

const agent = 'class Agent:\r\n    name = "caf\xe9"\r\n    port = 1\n    last = 2';
const migrated = `# infrastructure\n# core-logic\n# integration\n${agent}`;

describe('migrate and roll back on a real disk', () => {
  let workspace: NewWorkspace;

  beforeEach(async () => {
    workspace = await realWorkspace();
    await workspace.write('agents/a.py', Buffer.from(agent, 'latin1'));
  });

  afterEach(() => workspace.dispose());

  const migrateAll = () => migrate(workspace.ports, { ...wholeMigration, paths: [''] }, operation);
  const rollBackTo = (named: string, to: Position = 'original') =>
    rollBack(
      workspace.ports,
      { targets: [named], to, automatic: false, restoreDeleted: false, confirm: () => Promise.resolve(true) },
      operation,
    );

  it('gives back every byte of the original', async () => {
    const [entry] = (await migrateAll()).migrations;
    assert.equal(entry?.status, 'applied');
    assert.equal(await workspace.read('agents/a.py'), migrated);
    const [rollback] = (await rollBackTo('agents/a.py')).rollbacks;
    assert.equal(rollback?.status, 'restored');
    assert.equal(await workspace.read('agents/a.py'), agent);
    const [told] = (await readHistory(workspace.ports.store)).migrations;
    assert.equal(told?.state, 'rolled-back');
  });

  it('goes back to a stage, and from there to the original', async () => {
    await migrateAll();
    await rollBackTo('agents/a.py', 'infrastructure');
    assert.equal(await workspace.read('agents/a.py'), `# infrastructure\n${agent}`);
    const [told] = (await readHistory(workspace.ports.store)).migrations;
    assert.deepEqual([told?.state, told?.stages], ['applied', ['infrastructure']]);
    await rollBackTo('agents/a.py');
    assert.equal(await workspace.read('agents/a.py'), agent);
  });

  it('keeps the edits that were made since the migration', async () => {
    await migrateAll();
    await workspace.write('agents/a.py', Buffer.from(migrated.replace('port = 1', 'port = 9'), 'latin1'));
    const [rollback] = (await rollBackTo('agents/a.py')).rollbacks;
    assert.equal(rollback?.status, 'merged');
    assert.equal(await workspace.read('agents/a.py'), agent.replace('port = 1', 'port = 9'));
  });

  it('undoes a rollback, also one that merged', async () => {
    await migrateAll();
    const edited = migrated.replace('port = 1', 'port = 9');
    await workspace.write('agents/a.py', Buffer.from(edited, 'latin1'));
    const [rollback] = (await rollBackTo('agents/a.py')).rollbacks;
    await rollBackTo(rollback?.undo ?? '');
    assert.equal(await workspace.read('agents/a.py'), edited);
    const [told] = (await readHistory(workspace.ports.store)).migrations;
    assert.equal(told?.state, 'applied');
  });

  it('never writes over edits that touch what the migration did', async () => {
    await migrateAll();
    const edited = migrated.replace('# core-logic', '# mine');
    await workspace.write('agents/a.py', Buffer.from(edited, 'latin1'));
    const [rollback] = (await rollBackTo('agents/a.py')).rollbacks;
    assert.equal(rollback?.status, 'conflict');
    assert.equal(await workspace.read('agents/a.py'), edited);
    assert.match(await workspace.read(rollback.copy ?? ''), /^<<<<<<< the file as it is\n/mu);
  });

  it('leaves nothing but its own folder behind', async () => {
    await migrateAll();
    await rollBackTo('agents/a.py');
    assert.deepEqual((await recover(workspace.ports, [], operation)).recovered, []);
    const all = { paths: [], noIgnore: true, exclude: [], extensions: [] };
    assert.deepEqual(await workspace.ports.files.list(all, operation), ['agents/a.py']);
  });
});
