import { constants, type Stats } from 'node:fs';
import * as fs from 'node:fs/promises';
import { readRegularFile } from '../regular-file.js';
import { unless, type Disk, type DiskEntry, type DiskFile, type HeldDirectory } from './disk.js';

const { O_CREAT, O_EXCL, O_WRONLY, O_APPEND } = constants;
/** Not on Windows, where the constants are missing. Without the second a pipe that stands there would block whoever opens it. */
const { O_NOFOLLOW: noFollow = 0, O_NONBLOCK: noWaiting = 0 } = constants as Partial<typeof constants>;

/** A journal of a million records; what a user's file may be at most is smaller. */
const largestReadBytes = 256 * 2 ** 20;

/** The real file system. */
export const nodeDisk: Disk = {
  create: async (path, mode) => toDiskFile(await fs.open(path, O_WRONLY | O_CREAT | O_EXCL | noFollow, mode)),
  openToAppend: async (path) => toDiskFile(await fs.open(path, O_WRONLY | O_APPEND | noFollow | noWaiting)),
  read,
  entry: async (path) => {
    const stats = await unless(['ENOENT', 'ENOTDIR'], () => fs.lstat(path));
    return stats && toEntry(stats);
  },
  realPath: (path) => unless(['ENOENT', 'ENOTDIR', 'ELOOP'], () => fs.realpath(path)),
  readLink: (path) => unless(['ENOENT', 'ENOTDIR', 'EINVAL', 'UNKNOWN'], () => fs.readlink(path)),
  hold,
  list: (path) => fs.readdir(path),
  makeDirectory: (path, mode) => fs.mkdir(path, { mode }).then(() => undefined),
  link: (existing, added) => fs.link(existing, added),
  rename: (from, to) => fs.rename(from, to),
  remove: (path) => fs.unlink(path),
  syncFile: syncReadable,
  syncDirectory: syncReadable,
  freeBytes: async (path) => {
    const { bavail, bsize } = await fs.statfs(path);
    return bavail * bsize;
  },
  mayWrite: (path) =>
    fs.access(path, fs.constants.W_OK).then(
      () => true,
      () => false,
    ),
};

/** Node names the file in what goes wrong at its opening alone. */
async function read(path: string): Promise<Uint8Array> {
  try {
    return await readRegularFile(path, largestReadBytes);
  } catch (error) {
    if (error instanceof Error && !error.message.includes(path)) error.message += ` '${path}'`;
    throw error;
  }
}

function toDiskFile(handle: fs.FileHandle): DiskFile {
  return {
    write: async (bytes) => (await handle.write(bytes, 0, bytes.length)).bytesWritten,
    size: async () => (await handle.stat()).size,
    setMode: (mode) => handle.chmod(mode),
    setOwner: (uid, gid) => handle.chown(uid, gid),
    truncate: (length) => handle.truncate(length),
    sync: () => handle.sync(),
    close: () => handle.close(),
  };
}

function toEntry(stats: Stats): DiskEntry {
  return {
    kind: kindOf(stats),
    size: stats.size,
    mode: stats.mode & 0o7777,
    links: stats.nlink,
    uid: stats.uid,
    gid: stats.gid,
    changedMs: stats.ctimeMs,
    identity: `${stats.dev}:${stats.ino}`,
  };
}

function kindOf(stats: Stats): DiskEntry['kind'] {
  if (stats.isFile()) return 'file';
  if (stats.isDirectory()) return 'directory';
  return stats.isSymbolicLink() ? 'link' : 'other';
}

/** Only Linux can name the entries of an open directory; elsewhere its path has to do. */
async function hold(directory: string): Promise<HeldDirectory> {
  const held = process.platform === 'linux' ? await holdOpen(directory) : { path: directory, release: doNothing };
  try {
    if ((await fs.realpath(held.path)) === directory) return held;
  } catch (error) {
    await held.release();
    throw error;
  }
  await held.release();
  throw Object.assign(new Error(`${directory} was replaced meanwhile`), { code: 'ESTALE' });
}

async function holdOpen(directory: string): Promise<HeldDirectory> {
  const handle = await fs.open(directory, constants.O_RDONLY | constants.O_DIRECTORY | noFollow);
  return { path: `/proc/self/fd/${handle.fd}`, release: () => handle.close() };
}

const doNothing = (): Promise<void> => Promise.resolve();

/** Windows syncs neither directories nor files that are open for reading only; NTFS journals names on its own. */
async function syncReadable(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await fs.open(path, constants.O_RDONLY | noWaiting);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
