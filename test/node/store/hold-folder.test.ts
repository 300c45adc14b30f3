import assert from 'node:assert/strict';
import type { HeldDirectory } from '../../../src/node/store/disk.js';
import { holdFolder } from '../../../src/node/store/hold-folder.js';
import { diskError } from '../../support/store/disk-error.js';
import { recordedDisk, type RecordedDisk } from '../../support/store/recorded-disk.js';

/** A disk that says which directories are held at the moment. */
async function holding(
  errors?: Readonly<Record<string, string>>,
): Promise<RecordedDisk & { readonly held: Set<string> }> {
  const recorded = await recordedDisk(errors);
  const held = new Set<string>();
  const hold = recorded.disk.hold.bind(recorded.disk);
  recorded.disk.hold = async (path): Promise<HeldDirectory> => {
    const { path: name } = await hold(path);
    held.add(name);
    return { path: name, release: () => Promise.resolve(void held.delete(name)) };
  };
  return { ...recorded, held };
}

describe('holdFolder', () => {
  it('holds a folder that is there, and makes nothing', async () => {
    const { disk, changes, held } = await holding();
    assert.equal((await holdFolder(disk, '/store', '/store')).path, '/store');
    assert.deepEqual([changes(), [...held]], [[], ['/store']]);
  });

  it('makes each folder that is gone in the one that holds it, and lets that go', async () => {
    const { disk, changes, held } = await holding();
    assert.equal((await holdFolder(disk, '/store', '/store/a/b')).path, '/store/a/b');
    assert.deepEqual(changes(), [
      ...['makeDirectory /store/a', 'syncDirectory /store', 'makeDirectory /store/a/b', 'syncDirectory /store/a'],
    ]);
    assert.deepEqual([disk.find('/store/a')?.mode, [...held]], [0o777, ['/store/a/b']]);
  });

  it('goes on when another process makes the folder first, and holds nothing after any other error', async () => {
    const { disk, held } = await holding({ makeDirectory: 'EROFS' });
    await assert.rejects(holdFolder(disk, '/store', '/store/a'), { code: 'EROFS' });
    assert.deepEqual([...held], []);
    const raced = await holding();
    const makeDirectory = raced.disk.makeDirectory.bind(raced.disk);
    raced.disk.makeDirectory = async (path, mode) => {
      await makeDirectory(path, mode);
      throw diskError('EEXIST');
    };
    assert.equal((await holdFolder(raced.disk, '/store', '/store/a')).path, '/store/a');
  });

  it('never looks above the workspace, whose own folder must be there', async () => {
    const { disk, changes } = await holding();
    await assert.rejects(holdFolder(disk, '/gone', '/gone'), { code: 'ENOENT' });
    await assert.rejects(holdFolder(disk, '/gone', '/gone/a'), { code: 'ENOENT' });
    assert.deepEqual(changes(), []);
    disk.hold = () => Promise.reject(diskError('ESTALE'));
    await assert.rejects(holdFolder(disk, '/store', '/store/a'), { code: 'ESTALE' });
  });
});
