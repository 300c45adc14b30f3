import assert from 'node:assert/strict';
import { migrate } from '../../src/app/migrate/migrate.js';
import { noticeFile } from '../../src/app/notice-file.js';
import { rollBack } from '../../src/app/rollback/roll-back.js';
import { operation, realWorkspace, wholeMigration } from '../support/store/real-workspace.js';
import type { NewWorkspace } from '../support/store/real-workspace.js';

const original = 'class Agent:\n    pass\n';

describe('undo in an editor', () => {
  let workspace: NewWorkspace;

  beforeEach(async () => {
    workspace = await realWorkspace();
    await workspace.write('a.py', original);
    await migrate(workspace.ports, { ...wholeMigration, paths: ['a.py'] }, operation);
  });
  afterEach(() => workspace.dispose());

  const migration = async (): Promise<{ state?: string; position?: string }> => {
    const { history } = await workspace.ports.store.view();
    const [only] = history.migrations;
    return only === undefined ? {} : { state: only.state, position: only.position };
  };

  it('is written down, and redo too', async () => {
    const migrated = await workspace.read('a.py');
    await workspace.write('a.py', original);
    assert.equal(await noticeFile(workspace.ports, 'a.py', operation), 'original');
    assert.deepEqual(await migration(), { state: 'undone', position: 'original' });

    await workspace.write('a.py', migrated);
    assert.equal(await noticeFile(workspace.ports, 'a.py', operation), 'integration');
    assert.deepEqual(await migration(), { state: 'applied', position: 'integration' });
  });

  it('is not seen in a file that is as we left it, or that a person edited', async () => {
    assert.equal(await noticeFile(workspace.ports, 'a.py', operation), undefined);
    await workspace.write('a.py', '# mine\n');
    assert.equal(await noticeFile(workspace.ports, 'a.py', operation), undefined);
    assert.deepEqual(await migration(), { state: 'applied', position: 'integration' });
  });

  it('is written down for a rollback that undo took back, so that it can be done again', async () => {
    const migrated = await workspace.read('a.py');
    const request = { targets: ['a.py'], to: 'original', automatic: false, restoreDeleted: false } as const;
    const confirm = () => Promise.resolve(true);
    await rollBack(workspace.ports, { ...request, confirm }, operation);
    await workspace.write('a.py', migrated);
    assert.equal(await noticeFile(workspace.ports, 'a.py', operation), 'integration');
    assert.deepEqual(await migration(), { state: 'applied', position: 'integration' });
    const { rollbacks } = await rollBack(workspace.ports, { ...request, confirm }, operation);
    assert.equal(rollbacks[0]?.status, 'restored');
    assert.equal(await workspace.read('a.py'), original);
  });

  it('is not seen in a file that was rolled back, deleted or never migrated', async () => {
    const request = { targets: ['a.py'], to: 'original', automatic: false, restoreDeleted: false } as const;
    await rollBack(workspace.ports, { ...request, confirm: () => Promise.resolve(true) }, operation);
    assert.equal(await noticeFile(workspace.ports, 'a.py', operation), undefined);
    assert.equal(await noticeFile(workspace.ports, 'b.py', operation), undefined);
  });
});
