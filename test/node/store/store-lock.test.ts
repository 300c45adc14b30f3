import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { nodeDisk } from '../../../src/node/store/node-disk.js';
import { systemProcesses, type ProcessIdentity } from '../../../src/node/store/process-identity.js';
import { takeLock, type HeldLock } from '../../../src/node/store/store-lock.js';
import { contestLock } from '../../support/store/lock-contest.js';
import { operation } from '../../support/store/real-workspace.js';

describe('takeLock', () => {
  let base: string;
  let directory: string;

  beforeEach(async () => {
    base = await mkdtemp(path.join(os.tmpdir(), 'agent-migrator-lock-'));
    directory = path.join(base, 'lock');
    await mkdir(directory);
  });

  afterEach(() => rm(base, { recursive: true, force: true }));

  const take = (): Promise<HeldLock> =>
    takeLock({ disk: nodeDisk, directory, processes: systemProcesses, purpose: 'a test', waitMs: 0 }, operation);
  const leave = async (changes: Partial<ProcessIdentity>): Promise<void> => {
    const holder = { ...(await systemProcesses.own()), ...changes, nonce: 'n', purpose: 'somebody else' };
    await writeFile(path.join(directory, '7'), JSON.stringify(holder));
  };

  it('is held by one at a time, and says by whom', async () => {
    const lock = await take();
    await assert.rejects(take(), /being changed by "a test" \(process \d+ on /u);
    await lock.release();
    await (await take()).release();
    assert.deepEqual(await readdir(directory), []);
  });

  it('passes over a process that is gone, one that was before a restart, and a later one with its number', async () => {
    for (const changes of [{ pid: 2 ** 22 + 1 }, { bootId: 'before the restart' }, { startTicks: '1' }]) {
      await leave(changes);
      const lock = await take();
      assert.ok(lock.number > 7);
      assert.deepEqual(await readdir(directory), [String(lock.number)]);
      await lock.release();
    }
  });

  it('respects whoever may be alive: another machine, another container, an entry that cannot be read', async () => {
    for (const changes of [
      { pid: 2 ** 22 + 1, host: 'elsewhere' },
      { pid: 2 ** 22 + 1, pidNamespace: 'pid:[1]' },
    ]) {
      await leave(changes);
      await assert.rejects(take(), /If you are sure that it no longer runs, remove what is in /u);
    }
    await writeFile(path.join(directory, '7'), '');
    await assert.rejects(take(), /being changed by another process/u);
  });

  it('can be taken again by the same process when an error of the disk kept it from being given back', async () => {
    const failing = { ...nodeDisk, remove: () => Promise.reject(Object.assign(new Error('no'), { code: 'EIO' })) };
    const options = { directory, processes: systemProcesses, purpose: 'a test', waitMs: 0 };
    const lock = await takeLock({ disk: failing, ...options }, operation);
    await lock.release();
    assert.equal((await readdir(directory)).includes(String(lock.number)), true);
    const again = await take();
    await assert.rejects(take(), /being changed by "a test"/u);
    await again.release();
  });

  it('notices that it was taken away', async () => {
    const lock = await take();
    await rm(path.join(directory, String(lock.number)));
    await assert.rejects(lock.assertHeld(), /was taken away/u);
    await (await take()).release();
  });

  it('has one holder among many processes of which some are stopped and killed', async function () {
    this.timeout(120_000);
    const { rounds, doubleHolders } = await contestLock({ processes: 4, rounds: 25, kills: 6 });
    assert.ok(rounds >= 100, String(rounds));
    assert.equal(doubleHolders, 0);
  });

  it('would be seen to have two holders if it took living processes for dead', async function () {
    this.timeout(120_000);
    const { doubleHolders } = await contestLock({ processes: 4, rounds: 25, kills: 0, careless: true });
    assert.notEqual(doubleHolders, 0);
  });
});
