import assert from 'node:assert/strict';
import { sha256Of } from '../../../src/node/store/digest.js';
import { LocalSourceReader } from '../../../src/node/store/local-source-reader.js';
import type { MemoryDisk } from '../../support/store/memory-disk.js';
import { newFile, writeInto } from '../../support/store/memory-disk.js';
import { recordedDisk } from '../../support/store/recorded-disk.js';

const reading = (disk: MemoryDisk, nowMs: number, name = 'a.py') =>
  new LocalSourceReader({ disk, root: '/store', clock: { nowMs: () => nowMs, monotonicMs: () => 0 } }).read(name);

async function withFile(content: string, errors?: Readonly<Record<string, string>>) {
  const recorded = await recordedDisk(errors);
  const node = newFile(content);
  recorded.disk.find('/store')?.entries.set('a.py', node);
  const reads = () => recorded.steps.filter((step) => step === 'read /store/a.py').length;
  return { ...recorded, node, reads };
}

describe('LocalSourceReader', () => {
  it('reads a file at rest once, with its hash and its permissions', async () => {
    const { disk, node, reads } = await withFile('content');
    const bytes = Buffer.from('content');
    const expected = { kind: 'file', file: { bytes, sha256: sha256Of(bytes), mode: 0o644 } };
    assert.deepEqual(await reading(disk, node.changed + 2001), expected);
    assert.equal(reads(), 1);
  });

  it('reads a file that was just changed until two readings agree', async () => {
    const { disk, node, reads } = await withFile('');
    const faults = disk.faults;
    disk.faults = (operation) => {
      // An editor empties a file before it fills it.
      if (operation.name === 'realPath' && reads() === 1 && node.bytes.length === 0) writeInto(node, 'whole');
      return faults(operation);
    };
    const found = await reading(disk, node.changed + 2000);
    assert.deepEqual(found.kind === 'file' && Buffer.from(found.file.bytes).toString(), 'whole');
    assert.equal(reads(), 3);
  });

  it('does not believe what was read while the file changed, or another took its place', async () => {
    for (const disturb of ['write', 'replace']) {
      const { disk, node, reads } = await withFile('half');
      const read = disk.read.bind(disk);
      disk.read = async (file) => {
        const bytes = await read(file);
        if (reads() > 1) return bytes;
        const other = disturb === 'write' ? node : newFile('whole');
        if (disturb === 'write') writeInto(node, 'whole');
        else other.changed = node.changed;
        disk.find('/store')?.entries.set('a.py', other);
        return bytes;
      };
      const found = await reading(disk, node.changed + 1e9);
      assert.deepEqual(found.kind === 'file' && Buffer.from(found.file.bytes).toString(), 'whole', disturb);
    }
  });

  it('gives up on a file that never comes to rest', async () => {
    const { disk, node, reads } = await withFile('content');
    const read = disk.read.bind(disk);
    disk.read = (file) => {
      writeInto(node, `${reads()}`);
      return read(file);
    };
    const message = 'a.py keeps changing. Close the program that writes it and try again.';
    assert.deepEqual(await reading(disk, node.changed), { kind: 'unreadable', reason: { code: 'stale', message } });
    assert.equal(reads(), 20);
  });

  it('says that nothing is there, also when the file goes while it is read', async () => {
    const { disk } = await recordedDisk();
    assert.deepEqual(await reading(disk, 0), { kind: 'absent' });
    const going = await withFile('content');
    going.disk.read = () => {
      going.disk.find('/store')?.entries.delete('a.py');
      return Promise.reject(Object.assign(new Error('gone'), { code: 'ENOENT' }));
    };
    assert.deepEqual(await reading(going.disk, 1e9), { kind: 'absent' });
  });

  it('says why a file cannot be read, and what is no file of the workspace', async () => {
    const { disk } = await withFile('content', { read: 'EACCES' });
    const message = 'a.py cannot be read: EACCES: made for a test.';
    assert.deepEqual(await reading(disk, 1e9), { kind: 'unreadable', reason: { code: 'not-a-file', message } });
    const outside = await reading(disk, 1e9, '../a.py');
    const why = '"../a.py" is not a file of the workspace: it does not name a file directly.';
    assert.deepEqual(outside, { kind: 'unreadable', reason: { code: 'not-a-file', message: why } });
  });
});
