import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { FilePlanner } from '../app/ports/file-planner.js';
import type { ScannedFile, SourceScanner } from '../app/ports/source-scanner.js';
import { readPythonFacts } from '../languages/python/facts.js';

/** Scans on the calling thread. */
export class DirectScanner implements SourceScanner {
  constructor(private readonly root: string) {}

  async scanFiles(paths: readonly string[]): Promise<readonly ScannedFile[]> {
    return Promise.all(paths.map(async (one) => scanned(one, await readFile(path.join(this.root, one)))));
  }

  scanText(file: string, text: string): Promise<ScannedFile> {
    return Promise.resolve(scanned(file, Buffer.from(text)));
  }
}

function scanned(file: string, bytes: Buffer): ScannedFile {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { path: file, sha256, sizeBytes: bytes.length, facts: readPythonFacts(bytes.toString('utf8')) };
}

export const noPlanner: FilePlanner = () => {
  throw new Error('No planner yet.');
};
