import assert from 'node:assert/strict';
import { publish } from '../../../src/node/store/publish.js';
import { contentOf, recordedDisk, type RecordedDisk } from '../../support/store/recorded-disk.js';

async function withFiles(names: readonly string[], errors?: Readonly<Record<string, string>>): Promise<RecordedDisk> {
  const recorded = await recordedDisk(errors);
  for (const name of names) await (await recorded.disk.create(`/store/${name}`, 0o600)).write(Buffer.from(name));
  recorded.steps.length = 0;
  return recorded;
}

describe('publish', () => {
  it('gives a file a second name', async () => {
    const { disk, steps } = await withFiles(['a']);
    assert.equal(await publish(disk, '/store/a', '/store/b'), true);
    assert.deepEqual([contentOf(disk, '/store/a'), contentOf(disk, '/store/b')], ['a', 'a']);
    assert.deepEqual(steps, ['link /store/b']);
  });

  it('never overwrites', async () => {
    for (const errors of [{}, { link: 'EPERM' }]) {
      const { disk } = await withFiles(['a', 'b'], errors);
      assert.equal(await publish(disk, '/store/a', '/store/b'), false);
      assert.deepEqual([contentOf(disk, '/store/a'), contentOf(disk, '/store/b')], ['a', 'b']);
    }
  });

  for (const code of ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK']) {
    it(`renames where the file system says ${code} to a link`, async () => {
      const { disk } = await withFiles(['a'], { link: code });
      assert.equal(await publish(disk, '/store/a', '/store/b'), true);
      assert.deepEqual([await disk.list('/store'), contentOf(disk, '/store/b')], [['b'], 'a']);
    });
  }

  it('takes no other error for a missing feature', async () => {
    const { disk } = await withFiles(['a'], { link: 'EIO' });
    await assert.rejects(publish(disk, '/store/a', '/store/b'), { code: 'EIO' });
    assert.deepEqual(await disk.list('/store'), ['a']);
    disk.link = () => Promise.reject(new TypeError('defect'));
    await assert.rejects(publish(disk, '/store/a', '/store/b'), /defect/u);
  });
});
