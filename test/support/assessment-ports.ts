import { createHash } from 'node:crypto';
import type { AssessmentPorts } from '../../src/app/assess/assess-workspace.js';
import type { ScannedFile } from '../../src/app/ports/source-scanner.js';
import { readPythonFacts } from '../../src/languages/python/facts.js';
import { LocalManifestReader } from '../../src/node/local-manifest-reader.js';

/** A workspace whose files exist as text only, read by the real scanner on the calling thread. */
export class MemoryAssessmentPorts implements AssessmentPorts {
  private readonly texts: Map<string, string>;
  /** Paths in the order in which they were scanned. */
  readonly scans: string[] = [];
  /** Paths that are there but are not listed. */
  readonly leftOut = new Set<string>();
  /** What `verify` finds wrong, by path. */
  readonly broken = new Map<string, string>();

  constructor(texts: Readonly<Record<string, string>>) {
    this.texts = new Map(Object.entries(texts));
  }

  write(path: string, text: string): void {
    this.texts.set(path, text);
  }

  remove(path: string): void {
    this.texts.delete(path);
  }

  readonly files: AssessmentPorts['files'] = {
    list: ({ extensions, paths }) =>
      Promise.resolve(
        [...this.texts.keys()]
          .filter((path) => !this.leftOut.has(path) && extensions.some((extension) => path.endsWith(extension)))
          .filter((path) => paths.length === 0 || paths.some((one) => path === one || path.startsWith(`${one}/`)))
          .sort(),
      ),
    read: (path) => {
      const text = this.texts.get(path);
      return Promise.resolve(text === undefined ? undefined : new TextEncoder().encode(text));
    },
    exists: (path) => Promise.resolve(this.texts.has(path)),
    kindOf: (path) => Promise.resolve(this.texts.has(path) ? 'file' : undefined),
  };

  readonly scanner: AssessmentPorts['scanner'] = {
    scanFiles: (paths, { verify }, { signal }) => {
      signal.throwIfAborted();
      this.scans.push(...paths);
      return Promise.resolve(paths.map((path) => this.scan(path, this.texts.get(path), verify !== 'no')));
    },
    scanText: (path, text, { signal }) => {
      signal.throwIfAborted();
      return Promise.resolve(this.scan(path, text, false));
    },
    close: () => undefined,
  };

  readonly manifests = new LocalManifestReader(this.files, { nowMs: () => 0, monotonicMs: () => 0 });

  readonly clock: AssessmentPorts['clock'] = { nowMs: () => 0, monotonicMs: () => 0 };

  private scan(path: string, text: string | undefined, verify: boolean): ScannedFile {
    if (text === undefined) return { path, sha256: '', sizeBytes: 0, unreadable: 'There is no such file.' };
    const bytes = new TextEncoder().encode(text);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const facts = readPythonFacts(text);
    const message = verify ? this.broken.get(path) : undefined;
    const range = { line: 1, column: 1, endLine: 1, endColumn: 1 };
    const problems = message === undefined ? facts.problems : [{ code: 'does-not-compile' as const, message, range }];
    return { path, sha256, sizeBytes: bytes.byteLength, facts: { ...facts, problems } };
  }
}
