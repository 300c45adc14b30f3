import assert from 'node:assert/strict';
import { ensureDirectory, removeQuietly, replaceOwnFile, writeNewFile } from '../../../src/node/store/durable-file.js';
import { contentOf, recordedDisk } from '../../support/store/recorded-disk.js';

const bytes = Buffer.from('content');
const newFile = { path: '/store/a', bytes, mode: 0o640, owner: { uid: 1, gid: 2 } };

describe('a file that is durable when it is said to be', () => {
  it('gets its owner, then its mode, and is synced after both', async () => {
    const { disk, steps } = await recordedDisk();
    await writeNewFile(disk, newFile);
    const expected = [
      'create /store/a',
      ...['write', 'size', 'setOwner', 'setMode', 'sync', 'close'].map((s) => `file.${s}`),
    ];
    assert.deepEqual(steps, expected);
    assert.equal(disk.find('/store/a')?.mode, 0o640);
    assert.equal(disk.find('/store/a')?.durableBytes.toString(), 'content');
  });

  it('is for nobody else to read until it is complete', async () => {
    const { disk } = await recordedDisk();
    const modes: (number | undefined)[] = [];
    disk.faults = ({ name }) => {
      if (name.startsWith('file.')) modes.push(disk.find('/store/a')?.mode);
      return undefined;
    };
    await writeNewFile(disk, { path: '/store/a', bytes, mode: 0o644 });
    assert.deepEqual(modes, [0o600, 0o600, 0o600, 0o644, 0o644]);
  });

  it('is written to its end by a disk that takes a few bytes at a time', async () => {
    const { disk } = await recordedDisk();
    disk.faults = ({ name }) => (name === 'file.write' ? { kind: 'short', bytes: 3 } : undefined);
    await writeNewFile(disk, newFile);
    assert.equal(contentOf(disk, '/store/a'), 'content');
  });

  it('is not there when the disk takes nothing, or says that it took more than it did', async () => {
    const { disk } = await recordedDisk();
    disk.faults = ({ name }) => (name === 'file.write' ? { kind: 'short', bytes: 0 } : undefined);
    await assert.rejects(writeNewFile(disk, newFile), { code: 'EIO', message: 'The disk took only a part of a file.' });
    assert.deepEqual(await disk.list('/store'), []);
    disk.faults = () => undefined;
    const create = disk.create.bind(disk);
    disk.create = async (path, mode) => ({ ...(await create(path, mode)), write: () => Promise.resolve(bytes.length) });
    await assert.rejects(writeNewFile(disk, newFile), {
      code: 'EIO',
      message: 'The disk took only a part of /store/a.',
    });
    assert.deepEqual(await disk.list('/store'), []);
  });

  it('leaves nothing behind, and nothing open, whatever fails', async () => {
    for (const step of ['write', 'size', 'setOwner', 'setMode', 'sync', 'close']) {
      const { disk, steps } = await recordedDisk({ [`file.${step}`]: 'EIO' });
      await assert.rejects(writeNewFile(disk, newFile), { code: 'EIO' }, step);
      assert.deepEqual(await disk.list('/store'), [], step);
      assert.ok(steps.includes('file.close'), step);
    }
  });

  it('takes the place of an older one when it is complete, and the name is then synced', async () => {
    const { disk, steps } = await recordedDisk();
    await writeNewFile(disk, { ...newFile, bytes: Buffer.from('older') });
    steps.length = 0;
    await replaceOwnFile(disk, newFile);
    assert.equal(contentOf(disk, '/store/a'), 'content');
    assert.equal(steps[0], 'create /store/a.*.tmp');
    assert.deepEqual(steps.slice(-3), ['file.close', 'rename /store/a', 'syncDirectory /store']);
    assert.deepEqual(await disk.list('/store'), ['a']);
  });
});

describe('ensureDirectory', () => {
  it('makes what is missing for this user alone, and syncs every name', async () => {
    const { disk, changes } = await recordedDisk();
    await ensureDirectory(disk, '/store/a/b');
    assert.deepEqual(changes(), [
      ...['makeDirectory /store/a', 'syncDirectory /store'],
      ...['makeDirectory /store/a/b', 'syncDirectory /store/a'],
    ]);
    assert.deepEqual([disk.find('/store/a')?.mode, disk.find('/store/a/b')?.mode], [0o700, 0o700]);
  });

  it('syncs the name of one that somebody made without syncing', async () => {
    const { disk, changes } = await recordedDisk();
    await ensureDirectory(disk, '/store');
    assert.deepEqual(changes(), ['syncDirectory /']);
  });

  it('is content when another process makes it first', async () => {
    const { disk, changes } = await recordedDisk({ makeDirectory: 'EEXIST' });
    await ensureDirectory(disk, '/store/a');
    assert.deepEqual(changes(), ['makeDirectory /store/a', 'syncDirectory /store']);
  });

  it('refuses what is no directory', async () => {
    const { disk } = await recordedDisk();
    await writeNewFile(disk, newFile);
    await assert.rejects(ensureDirectory(disk, '/store/a'), {
      code: 'ENOTDIR',
      message: '/store/a is not a directory.',
    });
  });
});

describe('removeQuietly', () => {
  it('passes over what the disk refuses, and not over a defect', async () => {
    const { disk } = await recordedDisk({ remove: 'EACCES' });
    await removeQuietly(disk, '/store/a');
    disk.remove = () => Promise.reject(new TypeError('defect'));
    await assert.rejects(removeQuietly(disk, '/store/a'), /defect/u);
  });
});
