import path from 'node:path';
import type { Applier } from '../../../src/app/ports/applier.js';
import type { Disk } from '../../../src/node/store/disk.js';
import type { MemoryDisk } from './memory-disk.js';
import { workspaceRoot, type WorldParts } from './memory-world.js';

/** Known-bad versions of what keeps files safe: a harness that is content with one of them proves nothing. */
export const wrongParts: Readonly<Record<string, WorldParts>> = {
  'files that are never synced': { disk: (disk) => changed(disk, withoutFileSync(disk)) },
  'directories that are never synced': { disk: (disk) => changed(disk, { syncDirectory: () => Promise.resolve() }) },
  'writing over the file in its place': { applier: inPlaceApplier },
};

function changed(disk: MemoryDisk, overrides: Partial<Disk>): Disk {
  return new Proxy<Disk>(disk, {
    get: (target, name: keyof Disk): unknown => {
      if (name in overrides) return overrides[name];
      const own: unknown = Reflect.get(target, name);
      return typeof own === 'function' ? own.bind(target) : own;
    },
  });
}

function withoutFileSync(disk: MemoryDisk): Partial<Disk> {
  const nothing = () => Promise.resolve();
  return {
    create: async (file, mode) => ({ ...(await disk.create(file, mode)), sync: nothing }),
    openToAppend: async (file) => ({ ...(await disk.openToAppend(file)), sync: nothing }),
    syncFile: nothing,
  };
}

/** Empties the file and fills it again, as editors and most scripts save. */
function inPlaceApplier(disk: MemoryDisk): Applier {
  return {
    precheck: () => Promise.resolve(undefined),
    apply: async (change) => {
      const file = path.join(workspaceRoot, change.path);
      const handle = (await disk.entry(file)) ? await disk.openToAppend(file) : await disk.create(file, 0o644);
      await handle.truncate(0);
      await handle.write(change.after);
      await handle.close();
      return { status: 'applied' };
    },
  };
}

/** Looks, then renames the new file over whatever is there by then, as most "atomic write" packages do. */
export const checkThenRename: WorldParts = {
  applier: (disk) => ({
    precheck: () => Promise.resolve(undefined),
    apply: async (change) => {
      const file = path.join(workspaceRoot, change.path);
      if (!Buffer.from(await disk.read(file)).equals(change.before)) {
        return { status: 'refused', reason: { code: 'stale', message: 'It changed.' } };
      }
      const handle = await disk.create(`${file}.new`, 0o644);
      await handle.write(change.after);
      await handle.sync();
      await handle.close();
      await disk.rename(`${file}.new`, file);
      await disk.syncDirectory(workspaceRoot);
      return { status: 'applied' };
    },
  }),
};
