import { errorCode, unless, type Disk } from './disk.js';

/** File systems without hard links say one of these. */
const noLinks = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK'];

/** Gives a file a name that is free; false when it is not. The file keeps its old name where links exist. Never overwrites. */
export async function publish(disk: Disk, file: string, name: string): Promise<boolean> {
  try {
    return (await unless(['EEXIST'], () => disk.link(file, name).then(() => true))) ?? false;
  } catch (error) {
    if (!noLinks.includes(errorCode(error) ?? '')) throw error;
    // Without links the question and the rename are two steps; a file made between them would be lost.
    if ((await disk.entry(name)) !== undefined) return false;
    await disk.rename(file, name);
    return true;
  }
}
