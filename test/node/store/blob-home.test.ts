import assert from 'node:assert/strict';
import { BlobHome } from '../../../src/node/store/blob-home.js';
import { sha256Of } from '../../../src/node/store/digest.js';
import { MemoryNode } from '../../support/store/memory-disk.js';
import { contentOf, recordedDisk, type RecordedDisk } from '../../support/store/recorded-disk.js';

const bytes = Buffer.from('content');
const sha256 = sha256Of(bytes);
const folder = `/store/blobs/${sha256.slice(0, 2)}`;
const file = `${folder}/${sha256}`;

async function home(errors?: Record<string, string>): Promise<RecordedDisk & { readonly blobs: BlobHome }> {
  const recorded = await recordedDisk(errors);
  return { ...recorded, blobs: new BlobHome(recorded.disk, '/store/blobs') };
}

describe('BlobHome', () => {
  it('has a copy under its own hash, read-only, with its content on the disk before its name', async () => {
    const { blobs, disk, changes } = await home();
    await blobs.put(bytes, sha256);
    assert.equal(contentOf(disk, file), 'content');
    assert.equal(disk.find(file)?.mode, 0o400);
    assert.deepEqual(changes(), [
      ...[
        'makeDirectory /store/blobs',
        'syncDirectory /store',
        `makeDirectory ${folder}`,
        'syncDirectory /store/blobs',
      ],
      ...[`create ${file}.*.tmp`, 'file.write', 'file.size', 'file.setMode', 'file.sync', 'file.close'],
      ...[`rename ${file}`, `syncDirectory ${folder}`],
    ]);
  });

  it('syncs a copy that is there once more instead of writing it', async () => {
    const { blobs, steps, changes } = await home();
    await blobs.put(bytes, sha256);
    steps.length = 0;
    await blobs.put(bytes, sha256);
    assert.deepEqual(changes(), [`syncFile ${file}`, `syncDirectory ${folder}`]);
  });

  it('makes its folders again when somebody has cleared them away', async () => {
    const { blobs, disk } = await home();
    await blobs.put(bytes, sha256);
    disk.find('/store')?.entries.delete('blobs');
    await blobs.put(bytes, sha256);
    assert.equal(contentOf(disk, file), 'content');
  });

  it('puts a whole copy over a damaged one', async () => {
    const { blobs, disk } = await home();
    await blobs.put(bytes, sha256);
    const node = disk.find(file);
    assert.ok(node);
    node.bytes = Buffer.from('damaged');
    assert.equal(await blobs.get(sha256), undefined);
    await blobs.put(bytes, sha256);
    assert.equal(contentOf(disk, file), 'content');
  });

  it('does not believe a disk that does not give back what it took', async () => {
    const { blobs, disk } = await home();
    disk.read = () => Promise.resolve(Buffer.from('something else'));
    const message = `The copy at ${file} does not read back as it was written.`;
    await assert.rejects(blobs.put(bytes, sha256), { code: 'EIO', message });
  });

  it('has no copy where none can be read, and hides no other error', async () => {
    for (const code of ['ENOENT', 'ENOTDIR', 'EIO', 'EACCES', 'EISDIR', 'EINVAL', 'EOVERFLOW']) {
      assert.equal(await (await home({ read: code })).blobs.get(sha256), undefined, code);
    }
    await assert.rejects((await home({ read: 'EMFILE' })).blobs.get(sha256), { code: 'EMFILE' });
  });

  it('lists and weighs copies, and tells those that were never completed', async () => {
    const { blobs, disk } = await home();
    assert.deepEqual([await blobs.list(), await blobs.bytes(), await blobs.halfWritten()], [[], 0, []]);
    await blobs.put(bytes, sha256);
    const half = `${file}.${'0'.repeat(32)}.tmp`;
    for (const other of [
      half,
      `${folder}/notes.tmp`,
      `${folder}/${sha256}x`,
      `${folder}/${sha256.slice(0, 2)}${sha256}`,
      '/store/blobs/readme',
    ]) {
      await (await disk.create(other, 0o600)).write(Buffer.from('12'));
    }
    for (const other of ['zz', `${sha256.slice(0, 2)}0`, `0${sha256.slice(0, 2)}`]) {
      disk.find('/store/blobs')?.entries.set(other, new MemoryNode('directory', 1, 0o700, 1));
      await disk.create(`/store/blobs/${other}/${other}.tmp`, 0o600);
    }
    assert.deepEqual(await blobs.list(), [sha256]);
    assert.equal(await blobs.bytes(), bytes.length + 6);
    assert.deepEqual(await blobs.halfWritten(), [half]);
    const entry = disk.entry.bind(disk);
    disk.entry = async (path) => (path === file ? undefined : entry(path));
    assert.equal(await blobs.bytes(), 6, 'without one that went meanwhile');
  });

  it('finds what was put aside, when it is whole', async () => {
    const { blobs, disk } = await home();
    assert.equal(blobs.trash, '/store/trash');
    await blobs.put(bytes, sha256);
    assert.equal(await blobs.getFromTrash(sha256), undefined);
    await disk.makeDirectory('/store/trash', 0o700);
    await disk.rename(file, `/store/trash/${sha256}`);
    assert.deepEqual(await blobs.getFromTrash(sha256), bytes);
  });
});
