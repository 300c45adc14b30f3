import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { RefusedError } from '../../../src/core/reason.js';
import type { Disk } from '../../../src/node/store/disk.js';
import { nodeDisk } from '../../../src/node/store/node-disk.js';
import { systemProcesses } from '../../../src/node/store/process-identity.js';
import { takeLock, type HeldLock, type LockOptions } from '../../../src/node/store/store-lock.js';
import { diskError } from '../../support/store/disk-error.js';
import { operation } from '../../support/store/real-workspace.js';

const without = (code: string): Disk => ({ ...nodeDisk, link: () => Promise.reject(diskError(code)) });
const noLinks = without('ENOTSUP');

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
    let looks = 0;
    const list = async (folder: string): Promise<readonly string[]> => {
      if (++looks === 2) await first.release();
      return await nodeDisk.list(folder);
    };
    await (await take({ disk: { ...nodeDisk, list }, waitMs: 60_000 })).release();
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
    for (const code of ['EPERM', 'EOPNOTSUPP', 'ENOSYS']) await (await take({ disk: without(code) })).release();
    await assert.rejects(take({ disk: without('EIO') }), { code: 'EIO' });
    assert.deepEqual(await readdir(directory), []);
  });

  it('goes to one of two that add the same entry at once where there are no hard links', async () => {
    let looks = 0;
    const entry = async (file: string) => {
      if (looks++ === 0) await add('1', { pid: process.pid + 1, host: 'elsewhere' });
      return looks === 1 ? undefined : nodeDisk.entry(file);
    };
    await assert.rejects(take({ disk: { ...noLinks, entry } }), /being changed by another process\./u);
    assert.match(await readFile(path.join(directory, '1'), 'utf8'), /"purpose":"holder 1"/u);
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
    const isLocked = (error: unknown) => error instanceof RefusedError && error.reason.code === 'locked';
    await assert.rejects(lock.assertHeld(), isLocked);
    await lock.release();
    assert.deepEqual(await readdir(directory), ['1']);
  });

  it('says who holds it, and whether waiting helps', async () => {
    const { host, pidNamespace } = await systemProcesses.own();
    const living = { pid: process.ppid, startTicks: null };
    const who = `This workspace is being changed by "holder 7" (process ${process.ppid} on`;
    await add('7', living);
    const wait = `${who} ${host}). Wait until it is done, or end it, and run the command again.`;
    await assert.rejects(take(), { name: 'RefusedError', message: wait });
    const advice = `If you are sure that it no longer runs, remove what is in ${directory}.`;
    for (const elsewhere of [{ host: 'elsewhere' }, { pidNamespace: `${pidNamespace ?? ''}0` }]) {
      await add('7', { ...living, ...elsewhere });
      await assert.rejects(take(), { message: `${who} ${elsewhere.host ?? host}). ${advice}` });
    }
    await writeFile(path.join(directory, '7'), '{"pid":1}');
    await assert.rejects(take(), { message: `This workspace is being changed by another process. ${advice}` });
  });

  it('writes nothing while somebody holds it', async () => {
    await add('7', { pid: process.ppid, startTicks: null });
    const create = () => Promise.reject(new Error('wrote'));
    await assert.rejects(
      take({ disk: { ...nodeDisk, create } }),
      (error) => error instanceof RefusedError && error.reason.code === 'locked',
    );
  });

  it('is not tried when it is cancelled before', async () => {
    await assert.rejects(take({}, AbortSignal.abort()), { name: 'AbortError' });
    assert.deepEqual(await readdir(directory), []);
  });

  it('passes over what is no entry', async () => {
    const others = ['0', '01', '1x', 'x1', '1'.repeat(16), 'left.tmp'];
    for (const name of others) await add(name, { pid: process.ppid, startTicks: null });
    const lock = await take();
    assert.equal(lock.number, 1);
    assert.deepEqual((await readdir(directory)).sort(), [...others, '1'].sort());
    await lock.release();
    await assert.rejects(lock.assertHeld(), /was taken away/u);
  });

  it('passes over an entry that goes while it is looked at', async () => {
    await add('7', { pid: process.ppid, startTicks: null });
    const read = async (file: string): Promise<Uint8Array> => {
      if (file.endsWith('/7')) await rm(file, { force: true });
      return await nodeDisk.read(file);
    };
    await (await take({ disk: { ...nodeDisk, read } })).release();
  });

  it('leaves no half of an entry behind, and hides no error of the disk', async () => {
    const failing = (code: string) => () => Promise.reject(Object.assign(new Error(code), { code }));
    await assert.rejects(take({ disk: { ...nodeDisk, link: failing('EIO') } }), { code: 'EIO' });
    assert.deepEqual(await readdir(directory), []);
    await add('7');
    await assert.rejects(take({ disk: { ...nodeDisk, read: failing('EIO') } }), { code: 'EIO' });
  });

  it('is free again for this process when an error came after its entry was made', async () => {
    let linked = false;
    const disk: Disk = {
      ...nodeDisk,
      link: (from, to) => nodeDisk.link(from, to).then(() => void (linked = true)),
      list: (folder) =>
        linked ? Promise.reject(Object.assign(new Error('EIO'), { code: 'EIO' })) : nodeDisk.list(folder),
    };
    await assert.rejects(take({ disk }), { code: 'EIO' });
    assert.deepEqual(await readdir(directory), ['1']);
    const lock = await take();
    assert.equal(lock.number, 2);
    await lock.release();
  });
});
