import { LocalStore } from '../../../src/node/store/local-store.js';
import type { GitCopies } from '../../../src/node/store/git-copies.js';
import { MemoryDisk } from './memory-disk.js';
import { clockAt, makeFolders } from './memory-world.js';

/** The store of `/work` on a disk in memory, its second home under `/state`; one process, which is alive. */
export async function memoryStore(
  disk?: MemoryDisk,
  gitCopies?: Partial<GitCopies>,
): Promise<{ readonly disk: MemoryDisk; readonly store: LocalStore }> {
  const used = disk ?? new MemoryDisk();
  if (disk === undefined) await makeFolders(used);
  const own = { pid: 1, startTicks: '1', bootId: 'boot', pidNamespace: 'ns', host: 'host' };
  const processes = { own: () => Promise.resolve(own), isProvablyDead: () => Promise.resolve(false) };
  const options = { disk: used, workspace: '/work', stateDirectory: '/state', clock: clockAt(0), processes };
  const copies = gitCopies === undefined ? {} : { gitCopies: gitCopies as GitCopies };
  return { disk: used, store: new LocalStore({ ...options, lockWaitMs: 0, ...copies }) };
}
