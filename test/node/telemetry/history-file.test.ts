import assert from 'node:assert/strict';
import { mkdtemp, open, rm, stat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { HistoryFile } from '../../../src/node/telemetry/history-file.js';

const dayMs = 24 * 60 * 60 * 1000;
const startMs = 20_000 * dayMs;

describe('the history of a machine on disk', () => {
  let folder: string;
  let file: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'agent-migrator-history-'));
    file = path.join(folder, 'telemetry', 'history');
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('is empty before there is anything, and keeps what is recorded', async () => {
    const history = new HistoryFile(file);
    assert.deepEqual(await history.read(0, Infinity), []);
    await history.record({ atMs: startMs, values: { a: 1 } });
    await history.record({ atMs: startMs + 5000, values: { a: 2, b: 3 } });
    assert.deepEqual(await new HistoryFile(file).read(0, Infinity), [
      { atMs: startMs, values: { a: 1 } },
      { atMs: startMs + 5000, values: { a: 2, b: 3 } },
    ]);
  });

  it('joins what two processes know of the same five seconds', async () => {
    await new HistoryFile(file).record({ atMs: startMs, values: { a: 1 } });
    await new HistoryFile(file).record({ atMs: startMs + 900, values: { b: 2 } });
    assert.deepEqual(await new HistoryFile(file).read(0, Infinity), [{ atMs: startMs + 900, values: { a: 1, b: 2 } }]);
  });

  it('never grows: a day later the same slot holds the new moment', async () => {
    const history = new HistoryFile(file);
    await history.record({ atMs: startMs, values: { a: 1 } });
    const { size } = await stat(file);
    await history.record({ atMs: startMs + dayMs, values: { a: 2 } });
    assert.deepEqual(await history.read(0, Infinity), [{ atMs: startMs + dayMs, values: { a: 2 } }]);
    assert.equal((await stat(file)).size, size);
  });

  it('makes room for more series than it had columns and loses nothing', async () => {
    const history = new HistoryFile(file);
    await history.record({ atMs: startMs, values: { a: 1 } });
    const many = Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`series ${i}`, i]));
    await history.record({ atMs: startMs + 5000, values: many });
    assert.deepEqual(
      (await history.read(0, Infinity)).map(({ values }) => Object.keys(values).length),
      [1, 40],
    );
  });

  it('begins anew when its header is damaged', async () => {
    const history = new HistoryFile(file);
    await history.record({ atMs: startMs, values: { a: 1 } });
    const handle = await open(file, 'r+');
    await handle.write(Buffer.alloc(64, 7), 0, 64, 0);
    await handle.close();
    assert.deepEqual(await history.read(0, Infinity), []);
    await history.record({ atMs: startMs, values: { a: 2 } });
    assert.deepEqual(await history.read(0, Infinity), [{ atMs: startMs, values: { a: 2 } }]);
  });
});
