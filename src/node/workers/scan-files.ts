import { readingOf } from '../../languages/read-source.js';
import { encodeFacts } from '../scan/facts-codec.js';
import type { ScanRecord, ScanRequest, SourceRecord, SourceRequest } from './language-tasks.js';
import { readFile, sharedRoom, unreadable, type ReadFile } from './read-file.js';

/** Reads, hashes and scans files; one that cannot be read says why and does not keep the others from being read. */
export function scanFiles({ root, files }: ScanRequest): ScanRecord[] {
  return files.map((file) => scanFile(readFile(root, file, sharedRoom)));
}

/** Scans files that another thread has read. */
export function scanSources(sources: readonly SourceRequest[]): SourceRecord[] {
  // Buffers find a byte several times as fast.
  return sources.map(({ path, bytes }) =>
    scanSource({ path, bytes: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength) }),
  );
}

function scanFile(file: ReadFile): ScanRecord {
  if (!('bytes' in file)) return file;
  const { path, bytes, sha256, stamp } = file;
  const scanned = scanSource({ path, bytes });
  return 'facts' in scanned ? { path, sha256, stamp, facts: scanned.facts } : { path, ...scanned };
}

function scanSource({ path, bytes }: SourceRequest): SourceRecord {
  try {
    const reading = readingOf(path);
    if (!reading) throw new Error('Its language is not known.');
    return { facts: encodeFacts(reading.fromBytes(bytes, path)) };
  } catch (error) {
    return { unreadable: unreadable(error) };
  }
}
