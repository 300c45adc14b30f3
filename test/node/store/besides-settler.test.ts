import assert from 'node:assert/strict';
import type { Settlement } from '../../../src/app/ports/applier.js';
import { BesidesSettler } from '../../../src/node/store/besides-settler.js';
import { sha256Of } from '../../../src/node/store/digest.js';
import { diskError } from '../../support/store/disk-error.js';
import { newFile, writeInto, type MemoryDisk } from '../../support/store/memory-disk.js';
import { contentOf, recordedDisk, type RecordedDisk } from '../../support/store/recorded-disk.js';

const transaction = 'm-0123abcd';
const hidden = `.agent-migrator-${transaction}-${'0'.repeat(32)}.old`;
const second = `.agent-migrator-${transaction}-${'1'.repeat(32)}.old`;

async function withFiles(files: Readonly<Record<string, string>>): Promise<RecordedDisk> {
  const recorded = await recordedDisk();
  await recorded.disk.makeDirectory('/store/sub', 0o755);
  for (const [name, content] of Object.entries(files))
    recorded.disk.find('/store/sub')?.entries.set(name, newFile(content));
  recorded.steps.length = 0;
  return recorded;
}

const settle = (disk: MemoryDisk, path = 'sub/a.py'): Promise<Settlement> =>
  new BesidesSettler({ disk, root: '/store' }).settle({
    ...{ path, transaction, beforeSha256: sha256Of('old'), afterSha256: sha256Of('new') },
  });
const files = async (disk: MemoryDisk): Promise<Readonly<Record<string, string | undefined>>> =>
  Object.fromEntries((await disk.list('/store/sub')).map((name) => [name, contentOf(disk, `/store/sub/${name}`)]));

/** `remove` of `remove /store/sub/a.py`. */
const kinds = (changes: readonly string[]): readonly string[] => changes.map((change) => change.split(' ')[0] ?? '');

describe('BesidesSettler', () => {
  it('makes durable what others removed where nothing lies about', async () => {
    const { disk, changes } = await withFiles({ 'a.py': 'new' });
    assert.deepEqual(await settle(disk), { status: 'clean' });
    assert.deepEqual(kinds(changes()), ['syncDirectory']);
  });

  it('has nothing to do where there is no folder, or no file of the workspace', async () => {
    for (const path of ['gone/a.py', '../a.py']) {
      assert.deepEqual(await settle((await recordedDisk()).disk, path), { status: 'clean' });
    }
    const { disk } = await withFiles({ 'a.py': 'new', [hidden]: 'old' });
    disk.hold = () => Promise.reject(diskError('ENOTDIR'));
    assert.deepEqual(await settle(disk), { status: 'clean' });
    disk.hold = () => Promise.reject(diskError('EACCES'));
    await assert.rejects(settle(disk), { code: 'EACCES' });
  });

  for (const content of ['old', 'new']) {
    it(`removes what the store has (the ${content} version), and lets the folder go`, async () => {
      const { disk, changes } = await withFiles({ 'a.py': 'edited', [hidden]: content });
      const released: string[] = [];
      disk.hold = (path) => Promise.resolve({ path, release: () => Promise.resolve(void released.push(path)) });
      assert.deepEqual(await settle(disk), { status: 'clean' });
      assert.deepEqual(await files(disk), { 'a.py': 'edited' });
      assert.deepEqual(kinds(changes()), ['syncDirectory', 'remove', 'syncDirectory'], 'durable before and after');
      assert.deepEqual(released, ['/store/sub']);
    });
  }

  it('removes what stands in its place too', async () => {
    const { disk } = await withFiles({ 'a.py': 'edited', [hidden]: 'edited' });
    assert.deepEqual(await settle(disk), { status: 'clean' });
    assert.deepEqual(await files(disk), { 'a.py': 'edited' });
  });

  it('puts the old file back that a crash left without a place', async () => {
    const { disk, changes } = await withFiles({ [hidden]: 'old' });
    assert.deepEqual(await settle(disk), { status: 'put-back' });
    assert.deepEqual(await files(disk), { 'a.py': 'old' });
    assert.deepEqual(
      kinds(changes()).slice(1, 4),
      ['link', 'syncDirectory', 'remove'],
      'durable before the other name goes',
    );
  });

  it('puts a late save in the place of our own version', async () => {
    const { disk } = await withFiles({ 'a.py': 'new', [hidden]: 'saved late' });
    assert.deepEqual(await settle(disk), { status: 'put-back' });
    assert.deepEqual(await files(disk), { 'a.py': 'saved late' });
  });

  it('keeps a late save aside where something else stands by now, which it does not touch, and says where', async () => {
    const { disk, changes } = await withFiles({ 'a.py': 'edited', [hidden]: 'saved late' });
    assert.deepEqual(await settle(disk), { status: 'kept-aside', path: `sub/${hidden}` });
    assert.deepEqual(kinds(changes()), ['syncDirectory', 'syncDirectory']);
    assert.deepEqual(await files(disk), { 'a.py': 'edited', [hidden]: 'saved late' });
  });

  it('keeps a late save aside when the place is taken while it is put back', async () => {
    const { disk } = await withFiles({ 'a.py': 'new', [hidden]: 'saved late' });
    const link = disk.link.bind(disk);
    disk.link = (existing, added) => {
      if (added.endsWith('/a.py')) disk.find('/store/sub')?.entries.set('a.py', newFile('saved just now'));
      return link(existing, added);
    };
    assert.equal((await settle(disk)).status, 'kept-aside');
    const left = Object.values(await files(disk));
    assert.deepEqual(left.toSorted(), ['new', 'saved just now', 'saved late']);
  });

  it('keeps a late save aside when our version is edited while it is taken out', async () => {
    const { disk } = await withFiles({ 'a.py': 'new', [hidden]: 'saved late' });
    const rename = disk.rename.bind(disk);
    disk.rename = (from, to) => {
      const node = disk.find('/store/sub/a.py');
      if (node) writeInto(node, 'edited');
      return rename(from, to);
    };
    assert.equal((await settle(disk)).status, 'kept-aside');
    assert.deepEqual(await files(disk), { 'a.py': 'edited', [hidden]: 'saved late' });
  });

  it('keeps a late save aside when our version is deleted while it is taken out', async () => {
    const { disk } = await withFiles({ 'a.py': 'new', [hidden]: 'saved late' });
    const rename = disk.rename.bind(disk);
    disk.rename = (from, to) => {
      disk.find('/store/sub')?.entries.delete('a.py');
      return rename(from, to);
    };
    assert.equal((await settle(disk)).status, 'kept-aside');
    assert.deepEqual(await files(disk), { [hidden]: 'saved late' });
  });

  it('tells of what is not clean, wherever in the list it comes', async () => {
    const { disk } = await withFiles({ 'a.py': 'edited', [second]: 'old', [hidden]: 'saved late' });
    assert.equal((await settle(disk)).status, 'kept-aside');
  });

  it('clears what any change was putting there, and knows its own names exactly', async () => {
    const random = '0'.repeat(32);
    const others = [
      ...[`.agent-migrator-r-89abcdef-${random}.old`, `.agent-migrator-${transaction}-${random}.old~`],
      ...[`.agent-migrator-${transaction}-${random}0.old`, `.agent-migrator-${transaction}-x${random.slice(1)}.old`],
      ...[`x.agent-migrator-${transaction}-${random}.old`, `x.agent-migrator-${transaction}-${random}.new`],
      ...[`.agent-migrator-${transaction}-${random}.new~`, `.agent-migrator-mm-0123abcd-${random}.new`],
      ...[`.agent-migrator-m-0123abc-${random}.new`, `.agent-migrator-m-0123abcd-${random.slice(1)}.new`],
      ...[`.agent-migrator-${transaction}-${random}.abc.old`, `.agent-migrator-${transaction}-${random}.newer`],
      ...[`.agent-migrator-${transaction}-${random}.tmp`, `.agent-migrator-${transaction}-1.${random}.old`],
    ];
    const kept = Object.fromEntries(['a.py', ...others].map((name) => [name, 'kept']));
    const coming = [
      `.agent-migrator-r-89abcdef-${random}.new`,
      `.agent-migrator-m-${'0123abcd'.repeat(4)}-${random}.new`,
    ];
    const { disk, changes } = await withFiles({ ...kept, ...Object.fromEntries(coming.map((name) => [name, 'half'])) });
    assert.deepEqual(await settle(disk), { status: 'clean' });
    assert.deepEqual(await files(disk), kept);
    assert.equal(changes().at(-1), 'syncDirectory /store/sub');
    const [name = ''] = coming;
    const both = await withFiles({ 'a.py': 'new', [hidden]: 'old', [name]: 'half' });
    assert.deepEqual(await settle(both.disk), { status: 'clean' });
    assert.deepEqual(await files(both.disk), { 'a.py': 'new' });
  });

  it('is content when somebody removes a name first, and hides no other error', async () => {
    const { disk } = await withFiles({ 'a.py': 'new', [hidden]: 'old' });
    disk.remove = () => Promise.reject(diskError('ENOENT'));
    assert.deepEqual(await settle(disk), { status: 'clean' });
    const putBack = await withFiles({ [hidden]: 'old' });
    putBack.disk.remove = () => Promise.reject(diskError('ENOENT'));
    assert.deepEqual(await settle(putBack.disk), { status: 'put-back' });
    disk.remove = () => Promise.reject(diskError('EIO'));
    await assert.rejects(settle(disk), { code: 'EIO' });
  });
});
