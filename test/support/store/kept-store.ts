import assert from 'node:assert/strict';
import type { RecordBody } from '../../../src/core/journal/record.js';
import { sha256Of } from '../../../src/node/store/digest.js';
import type { GitCopies } from '../../../src/node/store/git-copies.js';
import { LocalKeeper } from '../../../src/node/store/local-keeper.js';
import type { LocalStore } from '../../../src/node/store/local-store.js';
import { workspaceState } from '../../../src/node/store/state-directory.js';
import { migrationBegun } from './journal-fixture.js';
import { newFile, type MemoryDisk } from './memory-disk.js';
import { memoryStore } from './memory-store.js';
import { operation } from './real-workspace.js';
import { contentOf } from './recorded-disk.js';

export const folderHome = '/work/.agent-migrator';
export const stateHome = workspaceState('/state', '/work');
export const journal = `${folderHome}/journal.jsonl`;
const versions = ['original', 'after one', 'after both'];
export const [original = '', one = '', both = ''] = versions.map((text) => sha256Of(text));
/** Of all versions together. */
export const versionsBytes = versions.join('').length;

/** Where a home has a version. */
export const blob = (home: string, sha256: string): string => `${home}/blobs/${sha256.slice(0, 2)}/${sha256}`;

/** What other programs do, uncounted. */
export function remove(disk: MemoryDisk, file: string): void {
  const at = file.lastIndexOf('/');
  assert.ok(disk.find(file.slice(0, at))?.entries.delete(file.slice(at + 1)), file);
}

export function add(disk: MemoryDisk, file: string, content: string): void {
  const at = file.lastIndexOf('/');
  disk.find(file.slice(0, at))?.entries.set(file.slice(at + 1), newFile(content));
}

export const write = (disk: MemoryDisk, file: string, change: (text: string) => string): void =>
  add(disk, file, change(contentOf(disk, file) ?? ''));

/** A third home in memory. */
export function gitCopiesOf(contents: Map<string, Uint8Array>, isOn: boolean): Partial<GitCopies> {
  return {
    isOn,
    list: () => Promise.resolve([...contents.keys()]),
    get: (sha256) => Promise.resolve(contents.get(sha256)),
    put: (content, sha256) => Promise.resolve(isOn && contents.set(sha256, content).size > 0),
    remove: (names) => {
      for (const name of names) contents.delete(name);
      return Promise.resolve();
    },
  };
}

interface Choices {
  readonly gitCopies?: Partial<GitCopies>;
  readonly sizeLimitBytes?: number;
}

interface KeptStore {
  readonly disk: MemoryDisk;
  readonly store: LocalStore;
  /** Its keeper, at a time in milliseconds since the epoch. */
  readonly keeper: (nowMs?: number) => LocalKeeper;
}

/** A store in which one migration was carried out. */
export async function keptStore({ gitCopies, sizeLimitBytes = 1000 }: Choices = {}): Promise<KeptStore> {
  const { disk, store } = await memoryStore(undefined, gitCopies);
  const session = await store.open('test', operation);
  for (const text of versions) await session.checkpoints.put(Buffer.from(text));
  const begun: RecordBody = {
    ...migrationBegun('m-00000001'),
    ...{ before: { sha256: original }, after: { sha256: both } },
    stages: [
      { stage: 'infrastructure', status: 'applied', sha256: one },
      { stage: 'core-logic', status: 'applied', sha256: both },
    ],
  };
  await session.append(begun);
  await session.append({ kind: 'committed', id: 'm-00000001' });
  await session.close();
  const keeper = (nowMs = 1) => {
    const clock = { nowMs: () => nowMs, monotonicMs: () => 0 };
    const options = { disk, store, stateDirectory: '/state', clock, sizeLimitBytes: () => sizeLimitBytes };
    return new LocalKeeper({ ...options, ...(gitCopies && { gitCopies: gitCopies as GitCopies }) });
  };
  return { disk, store, keeper };
}

/** Nobody holds the lock of the store. */
export const isFree = async (disk: MemoryDisk): Promise<void> =>
  assert.deepEqual(await disk.list(`${folderHome}/lock`), []);
