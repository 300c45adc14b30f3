import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, realpath, rename, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { BesidesSettler } from '../../../src/node/store/besides-settler.js';
import { ByteExactApplier } from '../../../src/node/store/byte-exact-applier.js';
import { sha256Of } from '../../../src/node/store/digest.js';
import { nodeDisk } from '../../../src/node/store/node-disk.js';
import { seededChoice } from './choices.js';

export interface SaverData {
  /** Turn, last turn that is done, microseconds to wait, whether to save by a rename; then when the save began and ended, in ns. */
  readonly shared: SharedArrayBuffer;
  readonly file: string;
}

export interface RaceOptions {
  /** So many saves that overlap with a replacement. */
  readonly overlaps: number;
  /** Looks, then renames over whatever is there by then; the harness must find lost saves. */
  readonly careless?: boolean;
  /** Ends early, with what was tried by then. */
  readonly signal?: AbortSignal;
}

export interface RaceResult {
  readonly saves: number;
  readonly inPlace: number;
  readonly byRename: number;
  /** In words. */
  readonly lost: readonly string[];
}

const [before, after] = [
  Buffer.from('class Agent:\n    port = 1\n'),
  Buffer.from('# migrated\nclass Agent:\n    port = 1\n'),
];
const change = {
  path: 'a.py',
  transaction: 'm-0123abcd',
  expectedSha256: sha256Of(before),
  before,
  after,
  label: 'test',
};

/** Replaces a file over and over on a real disk while a second thread saves it, in its place or by a rename, at any moment of that. */
export async function raceSaves({ overlaps, careless, signal }: RaceOptions): Promise<RaceResult> {
  const parent = existsSync('/dev/shm') ? '/dev/shm' : os.tmpdir();
  const root = await realpath(await mkdtemp(path.join(parent, 'agent-migrator-race-')));
  const saver = new Saver(path.join(root, 'a.py'));
  const replace = careless === true ? checkAndRename : replaceSafely;
  const counts = { inPlace: 0, byRename: 0 };
  const lost: string[] = [];
  const choose = seededChoice(1);
  let usualUs = 1000;
  try {
    for (let number = 1; counts.inPlace + counts.byRename < overlaps && signal?.aborted !== true; number++) {
      const byRename = number % 2 === 0;
      await writeFile(path.join(root, 'a.py'), before);
      const began = process.hrtime.bigint();
      saver.start(number, choose(Math.ceil(usualUs)), byRename);
      await replace(root);
      const ended = process.hrtime.bigint();
      const save = await saver.done(number);
      usualUs = 0.95 * usualUs + 0.05 * Math.min(20_000, Number(ended - began) / 1000);
      if (save.began < ended && save.ended > began) counts[byRename ? 'byRename' : 'inPlace']++;
      if (!(await isKept(root, `saved ${number}\n`)))
        lost.push(`save ${number}, ${byRename ? 'by rename' : 'in place'}`);
      for (const name of await readdir(root)) await rm(path.join(root, name));
    }
  } finally {
    await saver.end();
    await rm(root, { recursive: true, force: true });
  }
  return { saves: counts.inPlace + counts.byRename, ...counts, lost };
}

async function replaceSafely(root: string): Promise<void> {
  await new ByteExactApplier({ disk: nodeDisk, root }).apply(change);
  const [beforeSha256, afterSha256] = [sha256Of(before), sha256Of(after)];
  await new BesidesSettler({ disk: nodeDisk, root }).settle({ ...change, beforeSha256, afterSha256 });
}

async function checkAndRename(root: string): Promise<void> {
  const file = path.join(root, 'a.py');
  const coming = path.join(root, 'coming');
  await writeFile(coming, after);
  if ((await readFile(file).catch(() => Buffer.alloc(0))).equals(before)) await rename(coming, file);
}

async function isKept(root: string, wanted: string): Promise<boolean> {
  for (const name of await readdir(root)) {
    if ((await readFile(path.join(root, name), 'utf8')).endsWith(wanted)) return true;
  }
  return false;
}

class Saver {
  private readonly shared = new SharedArrayBuffer(32);
  private readonly turn = new Int32Array(this.shared, 0, 4);
  private readonly times = new BigInt64Array(this.shared, 16, 2);
  private readonly worker: Worker;

  constructor(file: string) {
    const data: SaverData = { shared: this.shared, file };
    this.worker = new Worker('./out/test/support/store/run-saver.mjs', { workerData: data });
  }

  start(number: number, delayUs: number, byRename: boolean): void {
    this.turn[2] = delayUs;
    this.turn[3] = byRename ? 1 : 0;
    Atomics.store(this.turn, 0, number);
    Atomics.notify(this.turn, 0);
  }

  async done(number: number): Promise<{ readonly began: bigint; readonly ended: bigint }> {
    while (Atomics.load(this.turn, 1) < number) await new Promise((resolve) => setImmediate(resolve));
    return { began: this.times[0] ?? 0n, ended: this.times[1] ?? 0n };
  }

  async end(): Promise<void> {
    await this.worker.terminate();
  }
}
