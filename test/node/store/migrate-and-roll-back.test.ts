import assert from 'node:assert/strict';
import { chmod, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { migrate } from '../../../src/app/migrate/migrate.js';
import { readHistory } from '../../../src/app/report/history.js';
import { recover } from '../../../src/app/migrate/recover.js';
import { rollBack } from '../../../src/app/rollback/roll-back.js';
import { wholeRuns } from '../../../src/app/rollback/whole-runs.js';
import type { Position } from '../../../src/core/journal/record.js';
import type { Stage } from '../../../src/core/rewrite/stage.js';
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

  describe('after a migration stage by stage', () => {
    const migrateThrough = async (through: Stage): Promise<string> => {
      const request = { ...wholeMigration, through, paths: ['agents/a.py'] };
      return (await migrate(workspace.ports, request, operation)).migrations[0]?.id ?? '';
    };
    const statuses = async (named: string, to?: Position): Promise<readonly string[]> =>
      (await rollBackTo(named, to)).rollbacks.map(({ status }) => status);

    it('takes what was carried out on top back first', async () => {
      const first = await migrateThrough('infrastructure');
      await migrateThrough('core-logic');
      await migrateThrough('integration');
      assert.deepEqual(await statuses(first), ['restored', 'restored', 'restored']);
      assert.equal(await workspace.read('agents/a.py'), agent);
    });

    it('is at its end once the newest went back to what it began with', async () => {
      await migrateThrough('infrastructure');
      await migrateThrough('integration');
      assert.deepEqual(await statuses('agents/a.py', 'infrastructure'), ['restored']);
      assert.equal(await workspace.read('agents/a.py'), `# infrastructure\n${agent}`);
      assert.deepEqual(await statuses('agents/a.py'), ['restored']);
      assert.equal(await workspace.read('agents/a.py'), agent);
    });

    it('leaves alone what stands in the journal but not in the file, since that was put back by other means', async () => {
      const first = await migrateThrough('infrastructure');
      await workspace.write('agents/a.py', Buffer.from(agent, 'latin1'));
      await migrateThrough('integration');
      assert.deepEqual(await statuses('agents/a.py'), ['restored']);
      assert.equal(await workspace.read('agents/a.py'), agent);
      assert.deepEqual(await statuses(first), ['unchanged']);
    });

    it('passes over what stands on top in the journal alone', async () => {
      const first = await migrateThrough('infrastructure');
      const afterFirst = await workspace.read('agents/a.py');
      await migrateThrough('integration');
      await workspace.write('agents/a.py', Buffer.from(afterFirst, 'latin1'));
      assert.deepEqual(await statuses(first), ['restored']);
      assert.equal(await workspace.read('agents/a.py'), agent);
    });

    it('says where a file was to go back to when it is there already', async () => {
      await migrateThrough('infrastructure');
      const [entry] = (await rollBackTo('agents/a.py', 'infrastructure')).rollbacks;
      assert.deepEqual([entry?.status, entry?.to], ['unchanged', 'infrastructure']);
    });

    it('goes back to a stage that an earlier one did, through those on top', async () => {
      await migrateThrough('infrastructure');
      await migrateThrough('core-logic');
      await migrateThrough('integration');
      assert.deepEqual(await statuses('agents/a.py', 'infrastructure'), ['restored', 'restored']);
      assert.equal(await workspace.read('agents/a.py'), `# infrastructure\n${agent}`);
    });

    it('takes the newest alone back when a file is named', async () => {
      await migrateThrough('infrastructure');
      await migrateThrough('integration');
      assert.deepEqual(await statuses('agents/a.py'), ['restored']);
      assert.equal(await workspace.read('agents/a.py'), `# infrastructure\n${agent}`);
    });

    it('never says that a file is at a stage where it is not', async () => {
      await migrateThrough('infrastructure');
      assert.deepEqual(await statuses('agents/a.py', 'integration'), ['refused']);
      await rollBackTo('agents/a.py');
      const [entry] = (await rollBackTo('agents/a.py', 'infrastructure')).rollbacks;
      assert.deepEqual([entry?.status, entry?.reason?.code], ['refused', 'stale']);
      assert.deepEqual(await statuses('agents/a.py'), ['unchanged']);
    });

    it('stops where the one on top cannot go back', async () => {
      const first = await migrateThrough('infrastructure');
      const second = await migrateThrough('integration');
      const edited = migrated.replace('# core-logic', '# mine');
      await workspace.write('agents/a.py', Buffer.from(edited, 'latin1'));
      const { rollbacks } = await rollBackTo(first);
      assert.deepEqual(
        rollbacks.map(({ id, status }) => [id, status]),
        [
          [second, 'conflict'],
          [first, 'refused'],
        ],
      );
      assert.match(
        rollbacks[1]?.reason?.message ?? '',
        new RegExp(`${second} was carried out on top of ${first}`, 'u'),
      );
      assert.equal(await workspace.read('agents/a.py'), edited);
    });
  });

  it('says what a rollback would do, and writes nothing', async () => {
    await migrateAll();
    const request = { targets: ['agents/a.py'], to: 'original', automatic: false, restoreDeleted: false } as const;
    const confirm = () => Promise.resolve(true);
    const report = await rollBack(workspace.ports, { ...request, dryRun: true, confirm }, operation);
    assert.deepEqual([report.dryRun, report.rollbacks[0]?.status], [true, 'restored']);
    assert.equal(await workspace.read('agents/a.py'), migrated);
    const carriedOut = await rollBackTo('agents/a.py');
    assert.deepEqual(carriedOut.rollbacks[0]?.after, report.rollbacks[0]?.after);
  });

  it('tells what was migrated before it was cancelled in the middle of a file', async () => {
    await workspace.write('agents/b.py', Buffer.from(agent, 'latin1'));
    const cancelling = new AbortController();
    const planFile: typeof workspace.ports.planFile = async (request, planning) => {
      if (request.path === 'agents/b.py') cancelling.abort();
      planning.signal.throwIfAborted();
      return await workspace.ports.planFile(request, planning);
    };
    const ports = { ...workspace.ports, planFile };
    const request = { ...wholeMigration, paths: ['agents/a.py', 'agents/b.py'] };
    const { migrations } = await migrate(ports, request, { signal: cancelling.signal });
    assert.deepEqual(
      migrations.map(({ path: file, status }) => [file, status]),
      [['agents/a.py', 'applied']],
    );
  });

  it('brings a deleted file back with the permissions that it had', async () => {
    const file = path.join(workspace.root, 'agents/a.py');
    await chmod(file, 0o750);
    await migrateAll();
    await rm(file);
    const request = { targets: ['agents/a.py'], to: 'original', automatic: false, restoreDeleted: true } as const;
    await rollBack(workspace.ports, { ...request, confirm: () => Promise.resolve(true) }, operation);
    assert.equal((await stat(file)).mode & 0o777, 0o750);
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
    const [again] = (await rollBackTo('agents/a.py')).rollbacks;
    assert.deepEqual([again?.status, again?.copy], ['conflict', rollback.copy]);
  });

  it('follows a file that was renamed, by its content, from either name', async () => {
    for (const named of ['agents/a.py', 'agents/renamed.py']) {
      await migrateAll();
      await rename(path.join(workspace.root, 'agents/a.py'), path.join(workspace.root, 'agents/renamed.py'));
      const [rollback] = (await rollBackTo(named)).rollbacks;
      assert.deepEqual([rollback?.status, rollback?.path], ['restored', 'agents/renamed.py'], named);
      assert.equal(await workspace.read('agents/renamed.py'), agent);
      await rename(path.join(workspace.root, 'agents/renamed.py'), path.join(workspace.root, 'agents/a.py'));
    }
  });

  it('asks when a file is gone and several have its content, and when it was deleted', async () => {
    await migrateAll();
    await rm(path.join(workspace.root, 'agents/a.py'));
    assert.match((await rollBackTo('agents/a.py')).rollbacks[0]?.reason?.message ?? '', /was deleted/u);
    for (const name of ['b.py', 'c.py']) await workspace.write(`agents/${name}`, Buffer.from(migrated, 'latin1'));
    const [rollback] = (await rollBackTo('agents/a.py')).rollbacks;
    assert.equal(rollback?.status, 'refused');
    assert.match(rollback.reason?.message ?? '', /agents\/b\.py, agents\/c\.py/u);
  });

  it('rolls back a whole run, and not what was migrated before it', async () => {
    await migrateAll();
    for (const name of ['b.py', 'c.py']) await workspace.write(`agents/${name}`, agent.toLowerCase());
    await migrate(workspace.ports, { ...wholeMigration, paths: ['agents/b.py', 'agents/c.py'] }, operation);
    const { migrations } = await readHistory(workspace.ports.store);
    const [c, b, a] = migrations;
    assert.deepEqual([c?.batch, b?.batch, a?.batch], [b?.id, b?.id, undefined]);
    assert.deepEqual(await wholeRuns(workspace.ports.store, ['agents/c.py']), [c?.id, b?.id]);
    assert.deepEqual(await wholeRuns(workspace.ports.store, ['agents/a.py', 'agents/none.py']), [
      a?.id,
      'agents/none.py',
    ]);
  });

  it('leaves nothing but its own folder behind', async () => {
    await migrateAll();
    await rollBackTo('agents/a.py');
    assert.deepEqual((await recover(workspace.ports, [], operation)).recovered, []);
    const all = { paths: [], noIgnore: true, exclude: [], extensions: [] };
    assert.deepEqual(await workspace.ports.files.list(all, operation), ['agents/a.py']);
  });
});
