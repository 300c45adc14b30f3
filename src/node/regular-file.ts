import { closeSync, constants, fstatSync, openSync, readFileSync, statSync, type Stats } from 'node:fs';
import { open, stat } from 'node:fs/promises';

/** A file is read whole, so this is also the most memory that it takes: 64 MiB. */
const largestFileBytes = 64 * 1024 * 1024;

/** Not on Windows, where the constants are missing and no name of a folder blocks. */
const { O_NONBLOCK, O_NOCTTY } = constants as Partial<typeof constants>;
/** Looked at before it is opened, because opening a device may act upon it; opened so that what takes its place meanwhile blocks nobody. */
const toRead = constants.O_RDONLY | (O_NONBLOCK ?? 0) | (O_NOCTTY ?? 0);

/**
 * What stands at a path is no regular file, or too large to be read: a pipe would block whoever opens it, a device may never end. Reads
 * like an error of Node's own.
 */
export class NotReadableError extends Error {
  constructor(
    readonly code: 'EISDIR' | 'EINVAL' | 'EOVERFLOW',
    what: string,
    file: string,
  ) {
    super(`${code}: ${what}, read '${file}'`);
  }
}

/** Throws `NotReadableError` for what is no regular file or larger than `mostBytes`, and otherwise what Node throws. */
export async function readRegularFile(file: string, mostBytes = largestFileBytes): Promise<Buffer> {
  assertRegular(await stat(file), file, mostBytes);
  const handle = await open(file, toRead);
  try {
    assertRegular(await handle.stat(), file, mostBytes);
    return await handle.readFile();
  } finally {
    await handle.close();
  }
}

/** The same for a thread that does nothing else. */
export function readRegularFileSync(file: string, mostBytes = largestFileBytes): Buffer {
  const { descriptor } = openRegularFileSync(file, mostBytes);
  try {
    return readFileSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** The caller closes it. */
export function openRegularFileSync(
  file: string,
  mostBytes = largestFileBytes,
): { readonly descriptor: number; readonly stats: Stats } {
  assertRegular(statSync(file), file, mostBytes);
  const descriptor = openSync(file, toRead);
  try {
    const stats = fstatSync(descriptor);
    assertRegular(stats, file, mostBytes);
    return { descriptor, stats };
  } catch (error) {
    closeSync(descriptor);
    throw error;
  }
}

function assertRegular(stats: Stats, file: string, mostBytes: number): void {
  if (stats.isDirectory()) throw new NotReadableError('EISDIR', 'a folder', file);
  if (!stats.isFile()) throw new NotReadableError('EINVAL', 'not a regular file', file);
  if (stats.size > mostBytes) {
    throw new NotReadableError('EOVERFLOW', `larger than ${mostBytes / 1024 / 1024} MiB`, file);
  }
}
