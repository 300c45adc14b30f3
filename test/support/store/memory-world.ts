import { parses } from '../../../src/node/workers/answer-questions.js';
import path from 'node:path';
import type { MigratePorts } from '../../../src/app/change-ports.js';
import type { Applier } from '../../../src/app/ports/applier.js';
import type { StoreKeeper } from '../../../src/app/ports/store-keeper.js';
import type { Clock } from '../../../src/app/ports/clock.js';
import { BesidesSettler } from '../../../src/node/store/besides-settler.js';
import { ByteExactApplier } from '../../../src/node/store/byte-exact-applier.js';
import type { Disk } from '../../../src/node/store/disk.js';
import { LocalSourceReader } from '../../../src/node/store/local-source-reader.js';
import { LocalKeeper } from '../../../src/node/store/local-keeper.js';
import { LocalStore } from '../../../src/node/store/local-store.js';
import type { ProcessTable } from '../../../src/node/store/process-identity.js';
import { fakePlanner } from './fake-planner.js';
import type { MemoryDisk } from './memory-disk.js';

export const workspaceRoot = '/work';
/** Unlike the root, nothing but agents is changed in it, so that nobody else makes its names durable. */
export const agentsFolder = `${workspaceRoot}/agents`;
const stateRoot = '/state';

/** Far from the times of change on the memory disk, so that every file counts as at rest. */
const farClock = clockAt(0);

export function clockAt(laterMs: number): Clock {
  return { nowMs: () => 1_700_000_000_000 + laterMs, monotonicMs: () => 0 };
}

/** Parts of the product that a world may be given wrong, to see that the harness notices. */
export interface WorldParts {
  readonly disk?: (disk: MemoryDisk) => Disk;
  readonly applier?: (disk: MemoryDisk) => Applier;
  readonly clock?: Clock;
}

export interface MemoryPorts extends MigratePorts {
  readonly keeper: StoreKeeper;
}

/** The ports over a disk in memory, as process number `pid`; every process with another number counts as dead. */
export function memoryPorts(disk: MemoryDisk, pid: number, parts: WorldParts = {}): MemoryPorts {
  const used = parts.disk?.(disk) ?? disk;
  const clock = parts.clock ?? farClock;
  const location = { disk: used, root: workspaceRoot };
  const kept = { disk: used, stateDirectory: stateRoot, clock };
  const store = new LocalStore({ ...kept, workspace: workspaceRoot, processes: onlyAlive(pid), lockWaitMs: 0 });
  return {
    store,
    keeper: new LocalKeeper({ ...kept, store, sizeLimitBytes: () => Infinity }),
    sources: new LocalSourceReader({ ...location, clock }),
    applier: parts.applier?.(disk) ?? new ByteExactApplier(location),
    settler: new BesidesSettler(location),
    questions: { parses: (path, bytes) => Promise.resolve(parses({ path, bytes })) },
    files: { list: () => Promise.resolve([]), kindOf: () => Promise.resolve('file') },
    planFile: fakePlanner(),
    versionControl: {
      operationInProgress: () => Promise.resolve(undefined),
      hasUncommittedChanges: () => Promise.resolve(false),
    },
  };
}

function onlyAlive(pid: number): ProcessTable {
  const own = { pid, startTicks: '1', bootId: 'boot', pidNamespace: 'ns', host: 'host' };
  return { own: () => Promise.resolve(own), isProvablyDead: (other) => Promise.resolve(other.pid !== pid) };
}

/** Folders that are there and durable before anything happens. */
export async function makeFolders(disk: MemoryDisk): Promise<void> {
  for (const folder of [workspaceRoot, stateRoot]) await disk.makeDirectory(folder, 0o755);
  await disk.syncDirectory('/');
}

/** A file of the user, durable. */
export async function writeUserFile(disk: MemoryDisk, name: string, content: Uint8Array): Promise<void> {
  const file = path.join(workspaceRoot, name);
  if (await disk.entry(file)) await disk.remove(file);
  const handle = await disk.create(file, 0o644);
  await handle.write(content);
  await handle.sync();
  await disk.syncDirectory(path.dirname(file));
}

/** What stands under a name; `undefined` for nothing. */
export async function userFile(disk: MemoryDisk, name: string): Promise<string | undefined> {
  const file = path.join(workspaceRoot, name);
  return (await disk.entry(file)) ? Buffer.from(await disk.read(file)).toString('latin1') : undefined;
}

/** Everything beside the user's files that a change may have left. */
export async function leftovers(disk: MemoryDisk): Promise<readonly string[]> {
  const inAgents = (await disk.entry(agentsFolder)) ? await disk.list(agentsFolder) : [];
  return [...(await disk.list(workspaceRoot)), ...inAgents].filter((name) => name.startsWith('.agent-migrator-'));
}
