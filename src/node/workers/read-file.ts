import { hash } from 'node:crypto';
import { closeSync, readSync } from 'node:fs';
import path from 'node:path';
import { openRegularFileSync } from '../regular-file.js';
import type { FileToScan, ReadRecord, UnreadableRecord } from './language-tasks.js';

/** Gives room for so many bytes, or for more. */
export type Room = (sizeBytes: number) => Uint8Array;

/** A file with its bytes; without them when its hash is the known one. */
export type ReadFile = (ReadRecord & { readonly bytes?: Uint8Array }) | UnreadableRecord;

const MEBIBYTE = 1024 * 1024;

let shared = Buffer.allocUnsafe(MEBIBYTE);

/** One buffer for all files: what is in it is valid until the next file is read. */
export const sharedRoom: Room = (sizeBytes) => {
  if (sizeBytes > shared.length) shared = Buffer.allocUnsafe(2 ** Math.ceil(Math.log2(sizeBytes)));
  return shared;
};

/** Reads and hashes one file, synchronously: for threads that nobody waits for. One that cannot be read says why. */
export function readFile(root: string, { path: file, knownSha256 }: FileToScan, room: Room): ReadFile {
  try {
    const read = readWhole(path.join(root, file), room);
    const { sha256, stamp } = read;
    return sha256 === knownSha256 ? { path: file, sha256, stamp } : { path: file, ...read };
  } catch (error) {
    return { path: file, unreadable: unreadable(error) };
  }
}

/** In words for people. */
export function unreadable(error: unknown): string {
  return `The file could not be read: ${error instanceof Error ? error.message : String(error)}`;
}

function readWhole(absolutePath: string, room: Room): Required<Omit<Extract<ReadFile, ReadRecord>, 'path'>> {
  const { descriptor, stats } = openRegularFileSync(absolutePath);
  try {
    const { size, mtimeMs, ctimeMs, ino } = stats;
    const into = room(size);
    let length = 0;
    while (length < size) {
      const read = readSync(descriptor, into, length, size - length, length);
      if (read === 0) break;
      length += read;
    }
    const bytes = into.subarray(0, length);
    return { bytes, sha256: hash('sha256', bytes), stamp: { sizeBytes: length, mtimeMs, ctimeMs, inode: ino } };
  } finally {
    closeSync(descriptor);
  }
}
