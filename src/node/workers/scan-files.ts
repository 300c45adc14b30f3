import { hash } from 'node:crypto';
import path from 'node:path';
import { readingOf } from '../../languages/read-source.js';
import { encodeFacts } from '../scan/facts-codec.js';
import type { FileToScan, ScanRecord, ScanRequest, TextRecord, TextRequest } from './language-tasks.js';
import { readWholeFile } from './read-file.js';
import { warmUp } from './warm-up.js';

/** Reads, hashes and scans files; one that cannot be read says why and does not keep the others from being read. */
export function scanFiles({ root, files, isOneOfMany }: ScanRequest): ScanRecord[] {
  if (isOneOfMany === true) warmUp();
  return files.map((file) => scanFile(root, file));
}

/** Scans the text of a buffer; its hash and size are those of its UTF-8 bytes. */
export function scanText({ path: file, text }: TextRequest): TextRecord {
  const reading = readingOf(file);
  if (!reading) throw new Error(`No reader for files like ${file}.`);
  const facts = reading.fromText(text.startsWith('\uFEFF') ? text.slice(1) : text, file);
  // Of the string itself: the bytes of a large agent, made anew for each keystroke, would have to be collected as often.
  return { sha256: hash('sha256', text), sizeBytes: Buffer.byteLength(text, 'utf8'), facts: encodeFacts(facts) };
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
