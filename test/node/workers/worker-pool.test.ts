import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { WorkerPool } from '../../../src/node/workers/worker-pool.js';

interface Tasks {
  /** Which thread does the work. */
  readonly thread: { readonly request: undefined; readonly result: number };
  /** The same, of no more than one, with something handed over. */
  readonly given: { readonly request: ArrayBuffer; readonly result: number };
}

const worker = `const { parentPort, threadId } = require('node:worker_threads');
parentPort.on('message', ({ id }) => parentPort.postMessage({ id, result: threadId }));
`;

const fiveMinutesMs = 5 * 60_000;

/** Minutes that pass when a test says so. */
class PatientClock {
  private nowMs = 0;
  private readonly due = new Map<() => void, number>();

  readonly wait = (ms: number, work: () => void): (() => void) => {
    this.due.set(work, this.nowMs + ms);
    return () => this.due.delete(work);
  };

  pass(ms: number): void {
    this.nowMs += ms;
    for (const [work, atMs] of this.due) {
      if (atMs > this.nowMs) continue;
      this.due.delete(work);
      work();
    }
  }
}

/** Counts how often any worker stops keeping the process alive, until it is asked. */
function countUnref(): () => number {
  const { prototype } = Worker;
  const unref = Reflect.get(prototype, 'unref');
  let calls = 0;
  prototype.unref = function (this: Worker): void {
    calls++;
    unref.call(this);
  };
  return () => {
    prototype.unref = unref;
    return calls;
  };
}

describe('a pool of workers', () => {
  const { signal } = new AbortController();
  let folder: string;
  let script: string;
  let clock: PatientClock;
  let pool: WorkerPool<Tasks>;

  const thread = (): Promise<number> => pool.run('thread', undefined, { signal });

  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'agent-migrator-pool-'));
    script = path.join(folder, 'worker.cjs');
    await writeFile(script, worker);
    clock = new PatientClock();
    pool = new WorkerPool(script, 1, { ms: fiveMinutesMs, wait: clock.wait });
  });
  afterEach(async () => {
    await pool.dispose();
    await rm(folder, { recursive: true, force: true });
  });

  it('ends a worker that had nothing to do for five minutes, and starts another one for the next task', async () => {
    const first = await thread();
    clock.pass(fiveMinutesMs - 1);
    assert.equal(await thread(), first, 'not a moment earlier');
    clock.pass(fiveMinutesMs);
    assert.notEqual(await thread(), first);
  });

  it('counts the minutes from the last task on', async () => {
    const first = await thread();
    for (let task = 0; task < 3; task++) {
      clock.pass(fiveMinutesMs - 1);
      assert.equal(await thread(), first);
    }
  });

  it('does not end a worker at work', async () => {
    await thread();
    const working = thread();
    clock.pass(2 * fiveMinutesMs);
    assert.ok(await working);
  });

  it('keeps the process until a worker has ended that answers meanwhile', async () => {
    await thread();
    const late = assert.rejects(thread(), /closing/u);
    // Nothing is heard of the answer before the worker is being ended.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
    const unrefs = countUnref();
    await pool.dispose();
    await late;
    assert.equal(unrefs(), 0);
  });

  it('starts workers before there is work for them, as many as it has', async () => {
    const two = new WorkerPool<Tasks>(script, 2);
    assert.equal(two.isStarted, false);
    two.startWorkers(9);
    assert.equal(two.isStarted, true);
    const both = await Promise.all([1, 2].map(() => two.run('thread', undefined, { signal })));
    assert.equal(new Set(both).size, 2);
    await two.dispose();
  });

  it('lets a task wait for a worker where so many are enough, and hands over what goes with it', async () => {
    const two = new WorkerPool<Tasks>(script, 2);
    const memory = [new ArrayBuffer(8), new ArrayBuffer(8)];
    const run = (one: ArrayBuffer): Promise<number> => two.run('given', one, { signal, workers: 1, transfer: [one] });
    const [first, second] = await Promise.all(memory.map(run));
    assert.equal(first, second);
    assert.deepEqual(
      memory.map(({ byteLength }) => byteLength),
      [0, 0],
    );
    await two.dispose();
  });
});
