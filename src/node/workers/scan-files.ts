import path from 'node:path';
import { readingOf } from '../../languages/read-source.js';
import { encodeFacts } from '../scan/facts-codec.js';
import type { FileToScan, ScanRecord, ScanRequest } from './language-tasks.js';
import { readWholeFile } from './read-file.js';
import { warmUp } from './warm-up.js';

/** Reads, hashes and scans files; one that cannot be read says why and does not keep the others from being read. */
export function scanFiles({ root, files, isOneOfMany }: ScanRequest): ScanRecord[] {
  if (isOneOfMany === true) warmUp();
  return files.map((file) => scanFile(root, file));
}

function scanFile(root: string, { path: file, knownSha256 }: FileToScan): ScanRecord {
  try {
    const reading = readingOf(file);
    if (!reading) throw new Error('Its language is not known.');
    const { bytes, sha256, stamp } = readWholeFile(path.join(root, file));
    if (sha256 === knownSha256) return { path: file, sha256, stamp };
    return { path: file, sha256, stamp, facts: encodeFacts(reading.fromBytes(bytes, file)) };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { path: file, unreadable: `The file could not be read: ${message}` };
  }
}
