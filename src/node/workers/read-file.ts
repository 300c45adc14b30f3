import { hash } from 'node:crypto';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import type { FileStamp } from './language-tasks.js';

export interface FileContent {
  /** Valid until the next file is read. */
  readonly bytes: Uint8Array;
  readonly sha256: string;
  readonly stamp: FileStamp;
}

/** A file is read whole, so this is also the most memory it takes: 64 MiB. */
const LARGEST_FILE_BYTES = 64 * 1024 * 1024;
const MEBIBYTE = 1024 * 1024;

let shared = Buffer.allocUnsafe(MEBIBYTE);

/** Reads and hashes one file, synchronously and into one buffer for all files: for threads that do nothing else. Throws a message for people. */
export function readWholeFile(absolutePath: string): FileContent {
  const file = openSync(absolutePath, 'r');
  try {
    const stats = fstatSync(file);
    const { size, mtimeMs, ctimeMs, ino } = stats;
    if (!stats.isFile()) throw new Error('It is not a regular file.');
    if (size > LARGEST_FILE_BYTES) throw new Error(`It is larger than ${LARGEST_FILE_BYTES / MEBIBYTE} MiB.`);
    if (size > shared.length) shared = Buffer.allocUnsafe(2 ** Math.ceil(Math.log2(size)));
    let length = 0;
    while (length < size) {
      const read = readSync(file, shared, length, size - length, length);
      if (read === 0) break;
      length += read;
    }
    const bytes = shared.subarray(0, length);
    return { bytes, sha256: hash('sha256', bytes), stamp: { sizeBytes: length, mtimeMs, ctimeMs, inode: ino } };
  } finally {
    closeSync(file);
  }
}
