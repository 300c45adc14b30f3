// One writer per workspace folder, over any number of processes. The lock is the one live entry of a directory of numbered files. To
// take it: add the next number with link(2), which succeeds for one process only, then look again: whoever finds another live entry
// steps back. Of two that add entries at once at least the later one sees both, so never do two of them stay. Only the entry of a
// process that is provably dead is passed over; a clock is never asked.
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import * as v from 'valibot';
import type { Operation } from '../../app/operation.js';
import { RefusedError } from '../../core/reason.js';
import { unless, type Disk } from './disk.js';
import { randomName, removeQuietly, writeNewFile } from './durable-file.js';
import type { ProcessIdentity, ProcessTable } from './process-identity.js';

const nullableText = v.nullable(v.string());
const holderSchema = v.object({
  pid: v.number(),
  startTicks: nullableText,
  bootId: nullableText,
  pidNamespace: nullableText,
  host: v.string(),
  nonce: v.string(),
  purpose: v.string(),
});
type Holder = v.InferOutput<typeof holderSchema>;

export interface HeldLock {
  /** Higher than that of every lock whose file was still there when this one was taken. */
  readonly number: number;
  /** Throws when the lock file is gone or somebody else's, as after a person removed it. */
  assertHeld(): Promise<void>;
  release(): Promise<void>;
}

export interface LockOptions {
  readonly disk: Disk;
  /** Exists already. */
  readonly directory: string;
  readonly processes: ProcessTable;
  /** Told to whoever finds the lock taken. */
  readonly purpose: string;
  /** How long to wait for a live holder. */
  readonly waitMs: number;
}

const pollMs = 25;
/**
 * Nonces of the locks that this process holds or is about to take. An entry of this very process with another nonce is what a release
 * has left that an error of the disk came between.
 */
const ownNonces = new Set<string>();
/** File systems without hard links say one of these. */
const noLinks = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'];

export async function takeLock(options: LockOptions, { signal }: Operation): Promise<HeldLock> {
  const own = await options.processes.own();
  let waitedMs = 0;
  for (;;) {
    signal.throwIfAborted();
    const attempt = await tryLock(options, own);
    if ('number' in attempt) return attempt;
    if (waitedMs >= options.waitMs) throw lockedError(attempt.holder, own, options.directory);
    // Uneven steps, so that two that met do not meet again.
    const stepMs = pollMs * (0.5 + Math.random());
    waitedMs += stepMs;
    await delay(stepMs, undefined, { signal });
  }
}

interface Entry {
  readonly name: string;
  /** `undefined` when the entry cannot be read; it then counts as live. */
  readonly holder: Holder | undefined;
  readonly dead: boolean;
}

async function tryLock(
  options: LockOptions,
  own: ProcessIdentity,
): Promise<HeldLock | { readonly holder: Holder | undefined }> {
  const { disk, directory } = options;
  const before = await readEntries(options, own);
  const blocking = before.find((entry) => !entry.dead);
  if (blocking) return { holder: blocking.holder };
  const number = Math.max(0, ...before.map(({ name }) => Number(name))) + 1;
  const file = path.join(directory, String(number));
  const holder = { ...own, nonce: randomName(), purpose: options.purpose };
  ownNonces.add(holder.nonce);
  let taken = false;
  try {
    if (!(await addEntry(options, file, holder))) return { holder: undefined };
    const others = (await readEntries(options, own)).filter(({ name }) => name !== String(number));
    const live = others.find((entry) => !entry.dead);
    if (live) {
      await disk.remove(file);
      return { holder: live.holder };
    }
    for (const { name } of others) await removeQuietly(disk, path.join(directory, name));
    taken = true;
    return heldLock(disk, file, holder.nonce);
  } finally {
    if (!taken) ownNonces.delete(holder.nonce);
  }
}

function heldLock(disk: Disk, file: string, nonce: string): HeldLock {
  const isOurs = async (): Promise<boolean> => (await readHolder(disk, file))?.nonce === nonce;
  return {
    number: Number(path.basename(file)),
    assertHeld: async () => {
      if (await isOurs()) return;
      const message =
        'The lock of this workspace was taken away while work was going on. Nothing more is written; run the command again.';
      throw new RefusedError({ code: 'locked', message });
    },
    release: async () => {
      ownNonces.delete(nonce);
      if (await isOurs()) await removeQuietly(disk, file);
    },
  };
}

/** False when another process took the same number first. */
async function addEntry({ disk, directory }: LockOptions, file: string, holder: Holder): Promise<boolean> {
  const bytes = Buffer.from(`${JSON.stringify(holder)}\n`);
  const temporary = path.join(directory, `${holder.nonce}.tmp`);
  await writeNewFile(disk, { path: temporary, bytes, mode: 0o600 });
  try {
    const linked = await unless(['EEXIST', ...noLinks], () => disk.link(temporary, file).then(() => true));
    if (linked) return true;
  } finally {
    await removeQuietly(disk, temporary);
  }
  if (await disk.entry(file)) return false;
  // Without hard links the entry is empty for a moment; an entry that cannot be read counts as live.
  return (
    (await unless(['EEXIST'], () => writeNewFile(disk, { path: file, bytes, mode: 0o600 }).then(() => true))) ?? false
  );
}

async function readEntries(
  { disk, directory, processes }: LockOptions,
  own: ProcessIdentity,
): Promise<readonly Entry[]> {
  const names = (await disk.list(directory)).filter((name) => /^[1-9][0-9]{0,14}$/u.test(name));
  const entries = await Promise.all(
    names.map(async (name) => {
      const file = path.join(directory, name);
      const holder = await readHolder(disk, file);
      // Released between listing and reading.
      if (holder === undefined && (await disk.entry(file)) === undefined) return [];
      return [{ name, holder, dead: holder !== undefined && (await isDead(holder, own, processes)) }];
    }),
  );
  return entries.flat();
}

async function isDead(holder: Holder, own: ProcessIdentity, processes: ProcessTable): Promise<boolean> {
  return isThisProcess(holder, own) ? !ownNonces.has(holder.nonce) : await processes.isProvablyDead(holder, own);
}

function isThisProcess(holder: Holder, own: ProcessIdentity): boolean {
  const names = ['pid', 'startTicks', 'bootId', 'pidNamespace', 'host'] as const;
  return names.every((name) => holder[name] === own[name]);
}

async function readHolder(disk: Disk, file: string): Promise<Holder | undefined> {
  const bytes = await unless(['ENOENT'], () => disk.read(file));
  if (bytes === undefined) return undefined;
  try {
    const parsed = v.safeParse(holderSchema, JSON.parse(Buffer.from(bytes).toString('utf8')));
    return parsed.success ? parsed.output : undefined;
  } catch {
    return undefined;
  }
}

function lockedError(holder: Holder | undefined, own: ProcessIdentity, directory: string): RefusedError {
  const elsewhere = holder === undefined || holder.host !== own.host || holder.pidNamespace !== own.pidNamespace;
  const who = holder ? `"${holder.purpose}" (process ${holder.pid} on ${holder.host})` : 'another process';
  const advice = elsewhere
    ? `If you are sure that it no longer runs, remove what is in ${directory}.`
    : 'Wait until it is done, or end it, and run the command again.';
  return new RefusedError({ code: 'locked', message: `This workspace is being changed by ${who}. ${advice}` });
}
