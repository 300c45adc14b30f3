import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { KeptForm } from '../../src/app/ports/report-cache.js';
import { LocalReportCache } from '../../src/node/local-report-cache.js';

describe('the cache of reports', () => {
  let root: string;
  let folder: string;
  beforeEach(async () => {
    root = await mkdtemp(path.join(os.tmpdir(), 'agent-migrator-reports-'));
    folder = path.join(root, 'cache');
    await writeFile(path.join(root, 'a.py'), 'a');
    await writeFile(path.join(root, 'program.js'), 'one');
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  /** A cache that is asked so many seconds from now. */
  function cache(inSeconds = 60): LocalReportCache {
    const clock = { nowMs: () => Date.now() + inSeconds * 1000, monotonicMs: () => 0 };
    return new LocalReportCache({ root, folder, program: [path.join(root, 'program.js')], clock });
  }

  async function kept(key: string, form: KeptForm = 'report'): Promise<string | undefined> {
    const bytes = await cache().get(key, form);
    return bytes && new TextDecoder().decode(bytes);
  }

  it('gives a report back for the same files, request and program', async () => {
    const key = cache().keyOf(['a.py'], 'request');
    assert.ok(key);
    await cache().keep(key, 'report', '{"report": 1}');
    assert.equal(await kept(cache().keyOf(['a.py'], 'request') ?? ''), '{"report": 1}');
    assert.equal((await readdir(folder)).length, 1);
  });

  it('has another key when a file, the list of files, the request or the program changes', async () => {
    await writeFile(path.join(root, 'b.py'), 'b');
    const keys = [
      cache().keyOf(['a.py'], 'request'),
      cache().keyOf(['a.py', 'b.py'], 'request'),
      cache().keyOf(['a.py'], 'other'),
    ];
    await writeFile(path.join(root, 'a.py'), 'changed');
    keys.push(cache().keyOf(['a.py'], 'request'));
    await writeFile(path.join(root, 'program.js'), 'two');
    keys.push(cache().keyOf(['a.py'], 'request'));
    assert.equal(new Set(keys).size, 5);
    assert.ok(!keys.includes(undefined));
  });

  it('has no key while a file is so young that another change could look the same, or is gone', () => {
    assert.equal(cache(0).keyOf(['a.py'], 'request'), undefined);
    assert.equal(cache().keyOf(['gone.py'], 'request'), undefined);
  });

  it('gives nothing back that is damaged or of another key', async () => {
    await cache().keep('key', 'report', 'text');
    assert.equal(await kept('other'), undefined);
    const [name] = await readdir(folder);
    const file = path.join(folder, name ?? '');
    await writeFile(file, (await readFile(file, 'utf8')).replace(/text$/, 'test'));
    assert.equal(await kept('key'), undefined);
  });

  it('keeps each form for itself', async () => {
    await cache().keep('key', 'report', 'objects');
    assert.equal(await kept('key', 'document'), undefined);
    await cache().keep('key', 'document', 'text of a – z');
    assert.equal(await kept('key', 'document'), 'text of a – z');
    assert.equal(await kept('key'), 'objects');
  });

  it('does without a folder that cannot be written', async () => {
    folder = path.join(root, 'a.py', 'cache');
    await cache().keep('key', 'report', 'text');
    assert.equal(await kept('key'), undefined);
  });
});
