import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { errorCode, unless, type Disk, type DiskFile } from './disk.js';

/** A part of a file name that nobody can guess or meet by chance: 128 bits. */
export function randomName(): string {
  return randomBytes(16).toString('hex');
}

export interface NewFile {
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly mode: number;
  readonly owner?: { readonly uid: number; readonly gid: number };
}

/** A new file whose content is on the disk when this resolves; its name is not until the directory is synced. Leaves nothing behind when it fails. */
export async function writeNewFile(disk: Disk, { path: target, bytes, mode, owner }: NewFile): Promise<void> {
  // 0600 until it is complete: nobody reads a half of it.
  const file = await disk.create(target, 0o600);
  try {
    try {
      await writeAll(file, bytes);
      if ((await file.size()) !== bytes.length)
        throw new UnreliableDiskError(`The disk took only a part of ${target}.`);
      // The owner first: changing it may clear bits of the mode.
      if (owner) await file.setOwner(owner.uid, owner.gid);
      await file.setMode(mode);
      await file.sync();
    } finally {
      await file.close();
    }
  } catch (error) {
    await removeQuietly(disk, target);
    throw error;
  }
}

/** `write` may take fewer bytes than it was given, on a nearly full disk for one; a loop turns that into all or an error. */
export async function writeAll(file: DiskFile, bytes: Uint8Array): Promise<void> {
  let written = 0;
  while (written < bytes.length) {
    const count = await file.write(bytes.subarray(written));
    if (count <= 0) throw new UnreliableDiskError('The disk took only a part of a file.');
    written += count;
  }
}

/** The disk did not do what it said it did; handled like any other error of the disk. */
export class UnreliableDiskError extends Error {
  readonly code = 'EIO';
}

/** Puts new content under a name of our own store, old or new after a crash. Not for files of the user: it overwrites what stands there. */
export async function replaceOwnFile(disk: Disk, file: NewFile): Promise<void> {
  const temporary = `${file.path}.${randomName()}.tmp`;
  await writeNewFile(disk, { ...file, path: temporary });
  await disk.rename(temporary, file.path);
  await disk.syncDirectory(path.dirname(file.path));
}

/**
 * A directory of our own, private to the user, with its name on the disk, also when somebody made it without syncing. Refuses anything
 * else that stands there, such as a planted link.
 */
export async function ensureDirectory(disk: Disk, directory: string): Promise<void> {
  const parent = path.dirname(directory);
  const found = await disk.entry(directory);
  if (found && found.kind !== 'directory') throw new NotADirectoryError(directory);
  if (!found) {
    if ((await disk.entry(parent)) === undefined) await ensureDirectory(disk, parent);
    await unless(['EEXIST'], () => disk.makeDirectory(directory, 0o700));
  }
  await disk.syncDirectory(parent);
}

class NotADirectoryError extends Error {
  readonly code = 'ENOTDIR';

  constructor(directory: string) {
    super(`${directory} is not a directory.`);
  }
}

export async function removeQuietly(disk: Disk, target: string): Promise<void> {
  await disk.remove(target).catch((error: unknown) => {
    // A temporary file that cannot be removed harms nobody; the failure that led here matters more.
    if (errorCode(error) === undefined) throw error;
  });
}
