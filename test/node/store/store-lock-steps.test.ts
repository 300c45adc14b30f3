import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Disk } from '../../../src/node/store/disk.js';
import { nodeDisk } from '../../../src/node/store/node-disk.js';
import { systemProcesses } from '../../../src/node/store/process-identity.js';
import { takeLock, type HeldLock, type LockOptions } from '../../../src/node/store/store-lock.js';
import { operation } from '../../support/store/real-workspace.js';

const noLinks: Disk = { ...nodeDisk, link: () => Promise.reject(Object.assign(new Error('no'), { code: 'ENOTSUP' })) };

describe('the steps of taking a lock', () => {
  let directory: string;

  beforeEach(async () => {
    directory = path.join(await mkdtemp(path.join(os.tmpdir(), 'agent-migrator-lock-')), 'lock');
    await mkdir(directory);
  });
  afterEach(() => rm(path.dirname(directory), { recursive: true, force: true }));

  const take = (changes: Partial<LockOptions> = {}, signal = operation.signal): Promise<HeldLock> =>
    takeLock(
      { disk: nodeDisk, directory, processes: systemProcesses, purpose: 'a test', waitMs: 0, ...changes },
      { signal },
    );
  const add = async (name: string, changes: object = {}): Promise<void> => {
    const holder = { ...(await systemProcesses.own()), nonce: name, purpose: `holder ${name}`, ...changes };
    await writeFile(path.join(directory, name), JSON.stringify(holder));
  };

  it('waits for a holder that lets go in time', async () => {
    const first = await take();
    const second = take({ waitMs: 60_000 });
    await first.release();
    await (await second).release();
    assert.deepEqual(await readdir(directory), []);
  });

  it('gives up after its time, and at once when it is cancelled', async () => {
    const holder = await take();
    await assert.rejects(take({ waitMs: 60 }), /being changed by "a test"/u);
    const stop = new AbortController();
    const waiting = take({ waitMs: 60_000 }, stop.signal);
    setImmediate(() => stop.abort());
    await assert.rejects(waiting, { name: 'AbortError' });
    await holder.release();
  });

  it('is held by one at a time where there are no hard links, too', async () => {
    const lock = await take({ disk: noLinks });
    assert.equal(lock.number, 1);
    await lock.assertHeld();
    assert.match(await readFile(path.join(directory, '1'), 'utf8'), /"purpose":"a test"/u);
    assert.deepEqual(await readdir(directory), ['1']);
    await assert.rejects(take({ disk: noLinks }), /being changed by "a test"/u);
    await lock.release();
    assert.deepEqual(await readdir(directory), []);
  });

  for (const [where, disk] of [
    ['with', nodeDisk],
    ['without', noLinks],
  ] as const) {
    it(`leaves a number to whoever was first, ${where} hard links`, async () => {
      let raced = false;
      const racing: Disk = {
        ...disk,
        link: async (from, to) => {
          if (!raced) await add('1');
          raced = true;
          await disk.link(from, to);
        },
      };
      await assert.rejects(take({ disk: racing }), /being changed by another process/u);
      assert.match(await readFile(path.join(directory, '1'), 'utf8'), /"purpose":"holder 1"/u);
      assert.deepEqual(await readdir(directory), ['1']);
    });
  }

  it('steps back when another has come meanwhile, and says which', async () => {
    const racing: Disk = {
      ...nodeDisk,
      link: async (from, to) => {
        await nodeDisk.link(from, to);
        await add('5', { pid: process.ppid, startTicks: null });
      },
    };
    await assert.rejects(take({ disk: racing }), /being changed by "holder 5"/u);
    assert.deepEqual(await readdir(directory), ['5']);
  });

  it('takes the next number after those of the dead, and clears them away', async () => {
    for (const name of ['9', '10']) await add(name, { pid: 2 ** 22 + 1 });
    const lock = await take();
    assert.equal(lock.number, 11);
    assert.deepEqual(await readdir(directory), ['11']);
    await lock.release();
  });

  it('never removes or believes an entry that has become somebody else’s', async () => {
    const lock = await take();
    await add('1', { nonce: 'another' });
    await assert.rejects(lock.assertHeld(), /was taken away/u);
    await lock.release();
    assert.deepEqual(await readdir(directory), ['1']);
  });
});
