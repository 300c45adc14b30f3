import assert from 'node:assert/strict';
import { JournalHome } from '../../../src/node/store/journal-home.js';
import { diskError } from '../../support/store/disk-error.js';
import { contentOf, recordedDisk, type RecordedDisk } from '../../support/store/recorded-disk.js';

const file = '/store/journal.jsonl';

async function home(errors: Record<string, string> = {}): Promise<RecordedDisk & { readonly journal: JournalHome }> {
  const recorded = await recordedDisk();
  const journal = new JournalHome(recorded.disk, file);
  await journal.replace('first\n');
  recorded.steps.length = 0;
  const { faults } = recorded.disk;
  recorded.disk.faults = (operation) => {
    const code = errors[operation.name];
    return faults(operation) ?? (code === undefined ? undefined : { kind: 'error', code });
  };
  return { ...recorded, journal };
}

describe('JournalHome', () => {
  it('has a line on the disk when it is said to be appended, one byte for each character', async () => {
    const { journal, disk, steps } = await home();
    await journal.append('\xe9', 6);
    assert.deepEqual(steps, [`openToAppend ${file}`, 'file.write', 'file.sync', 'file.close']);
    assert.deepEqual(disk.find(file)?.durableBytes, Buffer.from('first\n\xe9\n', 'latin1'));
    assert.equal(await journal.read(), 'first\n\xe9\n');
  });

  it('is as long as before after an append that failed, and is not synced again', async () => {
    for (const failing of ['file.write', 'file.sync']) {
      const { journal, disk, steps } = await home({ [failing]: 'EIO' });
      await assert.rejects(journal.append('second', 6), { code: 'EIO' });
      assert.equal(contentOf(disk, file), 'first\n', failing);
      assert.deepEqual(steps.slice(-3), [failing, 'file.truncate', 'file.close']);
    }
  });

  it('tells of the first error when it cannot be shortened either, and of a defect before that', async () => {
    const { journal, disk } = await home({ 'file.sync': 'EIO', 'file.truncate': 'EROFS' });
    await assert.rejects(journal.append('second', 6), { code: 'EIO' });
    const opened = await disk.openToAppend(file);
    disk.openToAppend = () => Promise.resolve({ ...opened, truncate: () => Promise.reject(new TypeError('defect')) });
    await assert.rejects(journal.append('second', 6), /defect/u);
  });

  it('is empty where there is none, and hides no other error', async () => {
    for (const code of ['ENOENT', 'ENOTDIR']) assert.equal(await (await home({ read: code })).journal.read(), '', code);
    await assert.rejects((await home({ read: 'EIO' })).journal.read(), { code: 'EIO' });
  });

  it('is replaced as a whole, for this user alone', async () => {
    const { journal, disk } = await home();
    await journal.replace('\xe9\n');
    assert.deepEqual([contentOf(disk, file), disk.find(file)?.mode], ['\xe9\n', 0o600]);
  });

  it('keeps what is set aside, and finds it again', async () => {
    const { journal, disk, changes } = await home();
    await journal.setAside('damaged');
    assert.match(changes()[0] ?? '', /^link \/store\/journal\.jsonl\.damaged-[0-9a-f]{8}$/u);
    assert.deepEqual(changes().slice(1), ['syncDirectory /store']);
    const names = [
      'other.damaged-01234567',
      'journal.jsonl.damaged-0123456',
      'journal.jsonl.old-01234567x',
      'journal.jsonl.1-01234567',
      'journal.jsonl.1other-01234567',
    ];
    for (const name of [...names, 'damaged-01234567']) await disk.create(`/store/${name}`, 0o600);
    await disk.makeDirectory('/store/journal.jsonl.other-01234567', 0o700);
    const list = disk.list.bind(disk);
    disk.list = async (folder) => [...(await list(folder)), 'journal.jsonl.gone-01234567'];
    assert.deepEqual(await journal.asides(), [{ text: 'first\n', sinceMs: disk.find(file)?.changed }]);
  });

  it('has nothing set aside where there is no directory', async () => {
    const { disk } = await recordedDisk();
    assert.deepEqual(await new JournalHome(disk, '/gone/journal.jsonl').asides(), []);
    disk.list = () => Promise.reject(diskError('EIO'));
    await assert.rejects(new JournalHome(disk, file).asides(), { code: 'EIO' });
  });
});
