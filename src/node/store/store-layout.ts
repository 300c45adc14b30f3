import path from 'node:path';
import { formatMajor, formatMinor } from '../../core/journal/chain.js';
import { unless, type Disk } from './disk.js';
import { ensureDirectory, removeQuietly, replaceOwnFile, writeNewFile } from './durable-file.js';

/** Room that is given back when the disk is full, so that a rollback still has some: at least so much. */
const leastReserveBytes = 1024 * 1024;

/** The folder in the workspace. It ignores itself, so that no line of the project's own ignore files is touched. */
export async function ensureLayout(disk: Disk, directory: string): Promise<void> {
  await ensureDirectory(disk, directory);
  await ensureDirectory(disk, path.join(directory, 'lock'));
  await ensureFile(disk, path.join(directory, '.gitignore'), '*\n');
  await ensureFile(
    disk,
    path.join(directory, 'FORMAT'),
    `${JSON.stringify({ major: formatMajor, minor: formatMinor })}\n`,
  );
}

/** The second home; says in words which folder it belongs to, because its own name is a hash. */
export async function ensureStateLayout(disk: Disk, directory: string, workspace: string): Promise<void> {
  await ensureDirectory(disk, directory);
  await ensureFile(disk, path.join(directory, 'WORKSPACE'), `${workspace}\n`);
}

/**
 * Under the lock. Room for one rollback of a change of so many bytes, before and after together: it may need a copy of the file as it
 * stands, of what it becomes, and the new file. Missing room is no reason to refuse: the disk may be filling up just now.
 */
export async function fillReserve(disk: Disk, directory: string, changeBytes: number): Promise<void> {
  const file = path.join(directory, 'reserve');
  const reserveBytes = Math.max(leastReserveBytes, Math.ceil(1.5 * changeBytes));
  if (((await disk.entry(file))?.size ?? 0) >= reserveBytes) return;
  // Not zeros, which some file systems do not store.
  const bytes = Buffer.alloc(reserveBytes, 'agent-migrator reserve ');
  await unless(['ENOSPC', 'EDQUOT', 'EFBIG'], () => replaceOwnFile(disk, { path: file, bytes, mode: 0o600 }));
}

export async function dropReserve(disk: Disk, directory: string): Promise<void> {
  await removeQuietly(disk, path.join(directory, 'reserve'));
}

async function ensureFile(disk: Disk, file: string, text: string): Promise<void> {
  if ((await disk.entry(file))?.kind === 'file') return;
  await unless(['EEXIST'], () => writeNewFile(disk, { path: file, bytes: Buffer.from(text), mode: 0o600 }));
  await disk.syncDirectory(path.dirname(file));
}
