import { hash } from 'node:crypto';
import { closeSync, readSync } from 'node:fs';
import { openRegularFileSync } from '../regular-file.js';
import type { FileStamp } from './language-tasks.js';

export interface FileContent {
  /** Valid until the next file is read. */
  readonly bytes: Uint8Array;
  readonly sha256: string;
  readonly stamp: FileStamp;
}

const MEBIBYTE = 1024 * 1024;

let shared = Buffer.allocUnsafe(MEBIBYTE);

/** Reads and hashes one file, synchronously and into one buffer for all files: for threads that do nothing else. Throws a message for people. */
export function readWholeFile(absolutePath: string): FileContent {
  const { descriptor: file, stats } = openRegularFileSync(absolutePath);
  try {
    const { size, mtimeMs, ctimeMs, ino } = stats;
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
