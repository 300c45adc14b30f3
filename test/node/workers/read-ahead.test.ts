import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { readAhead } from '../../../src/node/workers/read-ahead.js';

const MEBIBYTE = 1024 * 1024;

describe('files that are read ahead for a worker', () => {
  let root: string;
  beforeEach(async () => {
    root = await mkdtemp(path.join(os.tmpdir(), 'agent-migrator-ahead-'));
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  it('come with their bytes and get their records once these have been scanned', async () => {
    const texts = { 'a.py': 'a = 1\n', 'empty.py': '', 'b.py': 'b = 2\n' };
    for (const [name, text] of Object.entries(texts)) await writeFile(path.join(root, name), text);
    const [inHand, ...more] = [...readAhead({ root, files: Object.keys(texts).map((name) => ({ path: name })) })];
    assert(inHand);
    assert.deepEqual(more, []);
    const sources = inHand.sources.map(({ path: file, bytes }) => [file, new TextDecoder().decode(bytes)]);
    assert.deepEqual(sources, Object.entries(texts));
    const records = inHand.records(inHand.sources.map(({ path: file }) => ({ facts: `facts of ${file}` })));
    for (const record of records) {
      assert('facts' in record);
      const text = texts[record.path as keyof typeof texts];
      assert.equal(record.facts, `facts of ${record.path}`);
      assert.equal(record.sha256, hash('sha256', text));
      assert.equal(record.stamp.sizeBytes, text.length);
    }
    assert.equal(records.length, 3);
  });

  it('are not handed over when they are known already or cannot be read', async () => {
    await writeFile(path.join(root, 'known.py'), 'a = 1\n');
    await mkdir(path.join(root, 'folder.py'));
    const knownSha256 = hash('sha256', 'a = 1\n');
    const files = [{ path: 'known.py', knownSha256 }, { path: 'folder.py' }, { path: 'missing.py' }];
    const [inHand] = [...readAhead({ root, files })];
    assert(inHand);
    assert.deepEqual(inHand.sources, []);
    const [known, folder, missing] = inHand.records([]);
    assert(known && 'sha256' in known && folder && 'unreadable' in folder && missing && 'unreadable' in missing);
    assert.deepEqual([known.sha256, known.facts], [knownSha256, undefined]);
    assert.match(folder.unreadable, /^The file could not be read: EISDIR/u);
    assert.match(missing.unreadable, /^The file could not be read: ENOENT/u);
  });

  it('say why a source could not be scanned', async () => {
    await writeFile(path.join(root, 'a.py'), 'a = 1\n');
    const [inHand] = [...readAhead({ root, files: [{ path: 'a.py' }] })];
    assert.deepEqual(inHand?.records([{ unreadable: 'Too deep.' }]), [{ path: 'a.py', unreadable: 'Too deep.' }]);
  });

  it('are handed over in parts where they are large, so that memory stays bounded', async () => {
    const files = Array.from({ length: 12 }, (_, index) => ({ path: `${index}.py` }));
    for (const { path: file } of files) await writeFile(path.join(root, file), Buffer.alloc(MEBIBYTE, '#'));
    const parts = [...readAhead({ root, files })];
    assert.deepEqual(
      parts.map(({ sources }) => sources.length),
      [4, 4, 4],
    );
    const bytes = parts.flatMap(({ memory }) => memory).reduce((sum, { byteLength }) => sum + byteLength, 0);
    assert.equal(bytes, 12 * MEBIBYTE);
  });
});
