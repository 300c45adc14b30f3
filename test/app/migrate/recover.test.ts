import assert from 'node:assert/strict';
import { applyRollback } from '../../../src/app/rollback/apply-rollback.js';
import { migrate } from '../../../src/app/migrate/migrate.js';
import { proposeRollback } from '../../../src/app/rollback/propose-rollback.js';
import { recover } from '../../../src/app/migrate/recover.js';
import { KilledError, MemoryDisk, type DiskOperation, type Fault } from '../../support/store/memory-disk.js';
import { makeFolders, memoryPorts, userFile, workspaceRoot, writeUserFile } from '../../support/store/memory-world.js';
import { operation, wholeMigration } from '../../support/store/real-workspace.js';

const original = 'class Agent:\n    port = 1\n';
const edited = original.replace('port = 1', 'port = 9');

describe('recover', () => {
  let disk: MemoryDisk;
  let nowMs: number;
  let pid: number;

  beforeEach(async () => {
    disk = new MemoryDisk();
    nowMs = 1_700_000_000_000;
    pid = 0;
    await makeFolders(disk);
    await writeUserFile(disk, 'a.py', Buffer.from(original));
  });

  /** A process of its own, to which every earlier one is dead. */
  const start = () => {
    disk = new MemoryDisk(disk.root);
    return memoryPorts(disk, ++pid, { clock: { nowMs: () => nowMs, monotonicMs: () => 0 } });
  };
  const killAt = (wanted: (operation: DiskOperation) => boolean): void => {
    disk.faults = (at): Fault | undefined => (wanted(at) ? { kind: 'kill' } : undefined);
  };

  it('settles a rollback before the migration that it takes back, though the clock was set back between them', async () => {
    const migrating = start();
    killAt(({ name, path }) => name === 'link' && path === `${workspaceRoot}/a.py`);
    await assert.rejects(migrate(migrating, { ...wholeMigration, paths: ['a.py'] }, operation), KilledError);
    // Somebody saves a version of their own of the migrated file: only a person can say what is to become of it.
    const migrated = `# infrastructure\n# core-logic\n# integration\n${edited}`;
    await writeUserFile(new MemoryDisk(disk.root), 'a.py', Buffer.from(migrated));
    const [asked] = (await recover(start(), [], operation)).recovered;
    assert.equal(asked?.action, 'ask');
    nowMs -= 3_600_000;
    const ports = start();
    const request = { named: 'a.py', to: 'original' as const, automatic: false, restoreDeleted: false };
    const proposal = await proposeRollback(ports, request, operation);
    assert.equal(proposal.kind, 'merge');
    let appended = 0;
    // Two homes, so the third is the record of the end.
    killAt(({ name }) => name === 'openToAppend' && ++appended === 3);
    await assert.rejects(applyRollback(ports, proposal, operation), KilledError);
    const { recovered } = await recover(start(), [], operation);
    assert.deepEqual(
      recovered.map(({ action }) => action),
      ['finished'],
    );
    const { migrations } = (await start().store.view()).history;
    assert.equal(migrations[0]?.state, 'rolled-back');
    assert.equal(await userFile(new MemoryDisk(disk.root), 'a.py'), edited);
  });
});
