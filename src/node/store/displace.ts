import path from 'node:path';
import { besideName } from './beside.js';
import { sha256Of } from './digest.js';
import { unless, type Disk } from './disk.js';
import { publish } from './publish.js';

/**
 * Takes a file out of its place under a name beside it, and looks at it there, where no save by name reaches it. With other content than
 * expected it is put back. Answers with its hiding place, or `undefined` when the file is not the expected one.
 */
export async function displace(
  disk: Disk,
  target: string,
  transaction: string,
  expectedSha256: string,
): Promise<string | undefined> {
  const hiding = path.join(path.dirname(target), besideName(transaction, 'old'));
  const moved = await unless(['ENOENT'], () => disk.rename(target, hiding).then(() => true));
  if (!moved) return undefined;
  let isExpected = false;
  try {
    isExpected = (await hashOf(disk, hiding)) === expectedSha256;
    return isExpected ? hiding : undefined;
  } finally {
    // Also when it cannot be read.
    if (!isExpected) await putBack(disk, hiding, target);
  }
}

/**
 * Gives a hidden file its place again; false when something else has taken the place, and the hidden file then stays. A hiding place that
 * cannot be cleared away is an error, so that the change stays open for recovery.
 */
export async function putBack(disk: Disk, hiding: string, target: string): Promise<boolean> {
  if (!(await publish(disk, hiding, target))) return false;
  const folder = path.dirname(target);
  // A power cut may keep a later removal and lose an earlier link: the file has to be there before its hiding place goes.
  await disk.syncDirectory(folder);
  await unless(['ENOENT'], () => disk.remove(hiding));
  await disk.syncDirectory(folder);
  return true;
}

export async function hashOf(disk: Disk, file: string): Promise<string | undefined> {
  const bytes = await unless(['ENOENT'], () => disk.read(file));
  return bytes && sha256Of(bytes);
}
