import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { ScanRecord } from '../../../src/node/workers/language-tasks.js';
import { LanguageThreads } from '../../../src/node/workers/language-threads.js';

const distDir = path.resolve('dist');

describe('the threads that read languages', function () {
  this.timeout(60_000);
  let root: string;
  let files: readonly { readonly path: string }[];
  let threads: LanguageThreads | undefined;

  const started = ({ mayBlock }: { readonly mayBlock: boolean }): LanguageThreads =>
    (threads = new LanguageThreads({ distDir, mayBlock }));
  const scan = async (
    from: LanguageThreads,
    signal = new AbortController().signal,
    onRead?: () => void,
  ): Promise<ReadonlyMap<string, ScanRecord>> => {
    const found = new Map<string, ScanRecord>();
    await from.scanFiles({ root, files }, { signal }, (records) => {
      for (const record of records) found.set(record.path, record);
      onRead?.();
    });
    return found;
  };

  before(async () => {
    root = await mkdtemp(path.join(os.tmpdir(), 'agent-migrator-threads-'));
    const names = Array.from({ length: 400 }, (_, index) => `module_${index}.py`);
    for (const name of names) await writeFile(path.join(root, name), `class Agent:\n    name = '${name}'\n`);
    files = [...names, 'missing.py'].map((name) => ({ path: name }));
  });
  after(() => rm(root, { recursive: true, force: true }));
  afterEach(() => threads?.dispose());

  it('see the same whoever reads the files', async () => {
    const byWorkers = await scan(started({ mayBlock: false }));
    await threads?.dispose();
    const here = await scan(started({ mayBlock: true }));
    assert.equal(byWorkers.size, files.length);
    const missing = here.get('missing.py');
    assert(missing && 'unreadable' in missing);
    for (const { path: file } of files) assert.deepEqual(here.get(file), byWorkers.get(file), file);
  });

  it('start for many files before they are asked to read them, and not for few where the calling thread may', () => {
    const { pool, ...one } = started({ mayBlock: true });
    threads?.expectFiles(150);
    assert.equal(pool.isStarted, false, JSON.stringify(one));
    threads?.expectFiles(700);
    assert.equal(pool.isStarted, pool.size > 1);
  });

  it('are no more than there is to read for, and none where nothing is', async () => {
    const editor = started({ mayBlock: false });
    const counts: number[] = [];
    const start = editor.pool.startWorkers.bind(editor.pool);
    Object.assign(editor.pool, {
      startWorkers: (count: number) => {
        counts.push(count);
        start(count);
      },
    });
    await editor.scanFiles({ root, files: [] }, { signal: new AbortController().signal }, () => undefined);
    assert.deepEqual([counts, editor.pool.isStarted], [[0], false]);
    await editor.scanFiles(
      { root, files: files.slice(0, 48) },
      { signal: new AbortController().signal },
      () => undefined,
    );
    assert.deepEqual(counts, [0, 1]);
  });

  it('stop in the middle when they are told to', async () => {
    const controller = new AbortController();
    const reading = scan(started({ mayBlock: true }), controller.signal, () => controller.abort());
    await assert.rejects(reading, { name: 'AbortError' });
  });
});
