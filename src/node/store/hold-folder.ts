import path from 'node:path';
import { unless, type Disk, type HeldDirectory } from './disk.js';

/** As any program makes a folder; the user's mask takes its part. */
const folderMode = 0o777;

/**
 * Takes hold of a folder of the workspace, given by its real path, and makes it, and those around it, where they are gone. Each is made
 * in the one that is held: a link that is put in the place of any of them leads nowhere.
 */
export async function holdFolder(disk: Disk, root: string, folder: string): Promise<HeldDirectory> {
  const found = await unless(folder === root ? [] : ['ENOENT'], () => disk.hold(folder));
  if (found) return found;
  const parent = await holdFolder(disk, root, path.dirname(folder));
  try {
    const made = path.join(parent.path, path.basename(folder));
    await unless(['EEXIST'], () => disk.makeDirectory(made, folderMode));
    await disk.syncDirectory(parent.path);
  } finally {
    await parent.release();
  }
  return await disk.hold(folder);
}
