import assert from 'node:assert/strict';
import { dropReserve, ensureLayout, ensureStateLayout, fillReserve } from '../../../src/node/store/store-layout.js';
import { contentOf, recordedDisk } from '../../support/store/recorded-disk.js';

const mebibyte = 1024 * 1024;

describe('the layout of the store', () => {
  it('ignores itself, says its format, and has a directory for the lock', async () => {
    const { disk, changes } = await recordedDisk();
    await ensureLayout(disk, '/store/own');
    assert.deepEqual((await disk.list('/store/own')).toSorted(), ['.gitignore', 'FORMAT', 'lock']);
    assert.equal(contentOf(disk, '/store/own/.gitignore'), '*\n');
    assert.equal(contentOf(disk, '/store/own/FORMAT'), '{"major":1,"minor":0}\n');
    assert.equal(disk.find('/store/own/FORMAT')?.mode, 0o600);
    assert.equal(changes().at(-1), 'syncDirectory /store/own');
  });

  it('says in the state directory which folder it belongs to', async () => {
    const { disk } = await recordedDisk();
    await ensureStateLayout(disk, '/store/state', '/home/somebody/project');
    assert.equal(contentOf(disk, '/store/state/WORKSPACE'), '/home/somebody/project\n');
  });

  it('leaves what is there alone, and what another process makes meanwhile', async () => {
    const { disk } = await recordedDisk();
    await ensureLayout(disk, '/store/own');
    const node = disk.find('/store/own/.gitignore');
    assert.ok(node);
    node.bytes = Buffer.from('# mine\n');
    await ensureLayout(disk, '/store/own');
    assert.equal(contentOf(disk, '/store/own/.gitignore'), '# mine\n');
    const raced = await recordedDisk({ create: 'EEXIST' });
    await ensureStateLayout(raced.disk, '/store', '/project');
    const failing = await recordedDisk({ create: 'EIO' });
    await assert.rejects(ensureStateLayout(failing.disk, '/store', '/project'), { code: 'EIO' });
  });
});

describe('the reserve', () => {
  it('is half as much again as the change, and never less than a mebibyte', async () => {
    const { disk, steps } = await recordedDisk();
    await fillReserve(disk, '/store', 10);
    assert.equal(contentOf(disk, '/store/reserve')?.length, mebibyte);
    assert.match(contentOf(disk, '/store/reserve') ?? '', /^agent-migrator reserve agent/u);
    await fillReserve(disk, '/store', mebibyte + 1);
    assert.equal(contentOf(disk, '/store/reserve')?.length, 1.5 * mebibyte + 2);
    assert.equal(disk.find('/store/reserve')?.mode, 0o600);
    steps.length = 0;
    await fillReserve(disk, '/store', mebibyte + 1);
    await fillReserve(disk, '/store', 10);
    assert.deepEqual(steps, ['entry /store/reserve', 'entry /store/reserve']);
    await dropReserve(disk, '/store');
    assert.deepEqual(await disk.list('/store'), []);
  });

  it('is given up when the disk is full, and not when it fails', async () => {
    for (const code of ['ENOSPC', 'EDQUOT', 'EFBIG']) {
      const { disk } = await recordedDisk({ 'file.write': code });
      await fillReserve(disk, '/store', 10);
      assert.deepEqual(await disk.list('/store'), [], code);
    }
    await assert.rejects(fillReserve((await recordedDisk({ create: 'EIO' })).disk, '/store', 10), { code: 'EIO' });
  });
});
