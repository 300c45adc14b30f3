import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Operation } from '../../app/operation.js';
import type { Clock } from '../../app/ports/clock.js';
import type { ScannedFile, ScanOptions, SourceScanner } from '../../app/ports/source-scanner.js';
import { inSlices } from '../../app/assess/slices.js';
import type { ParseProblem, SourceFacts } from '../../core/facts/source-facts.js';
import type { FileStamp, FileToScan, ScanRecord } from '../workers/language-tasks.js';
import type { LanguageThreads } from '../workers/language-threads.js';
import { decodeFacts } from './facts-codec.js';
import { FactsCache, isUnchanged, keptStamp, type CacheEntry } from './facts-cache.js';
import type { SourceVerifier } from './source-verifier.js';

export interface LocalSourceScannerOptions {
  /** Absolute path of the workspace folder. */
  readonly root: string;
  readonly threads: LanguageThreads;
  readonly verifier: SourceVerifier;
  /** The user's cache folder, see `cacheDirectory`. */
  readonly cacheFolder: string;
  readonly clock: Clock;
}

/** A file of which something is known: from the cache or from reading it. */
interface KnownFile {
  readonly path: string;
  readonly entry: CacheEntry;
  /** Its facts, when they have been decoded already. */
  readonly facts?: SourceFacts;
}

type Known = KnownFile | { readonly path: string; readonly unreadable: string };

/** How long changes wait to be written together; disposing writes them at once. */
const SAVE_DELAY_MS = 5000;

/** Scans the files of one workspace folder on the local disk, unchanged ones from the cache, the others in workers. */
export class LocalSourceScanner implements SourceScanner {
  private cache: Promise<FactsCache> | undefined;
  /** Stands in where the cache is not to be used: a file is read anew, but not once for its facts and again for its verification. */
  private readonly readByThisProcess = FactsCache.inMemory();
  private saveTimer: NodeJS.Timeout | undefined;
  private closed: Promise<unknown> | undefined;
  private readonly typing = new Map<string, AbortController>();

  constructor(private readonly options: LocalSourceScannerOptions) {}

  async scanFiles(
    paths: readonly string[],
    { useCache, verify }: ScanOptions,
    operation: Operation,
  ): Promise<readonly ScannedFile[]> {
    operation.signal.throwIfAborted();
    const cache = useCache ? await this.openCache() : this.readByThisProcess;
    const known = await this.look(paths, cache, operation);
    await this.read(known, cache, operation);
    const verified = verify === 'all' ? await this.verify(known, cache, operation) : new Map<string, ParseProblem[]>();
    if (useCache) this.scheduleSave();
    const scanned: ScannedFile[] = [];
    for await (const path of inSlices(paths, this.options.clock, operation)) {
      scanned.push(asScanned(path, known.get(path), verified.get(path) ?? []));
    }
    return scanned;
  }

  async scanText(path: string, text: string, { signal }: Operation): Promise<ScannedFile> {
    this.typing.get(path)?.abort(new DOMException('A newer text of the file is being read.', 'AbortError'));
    const newest = new AbortController();
    this.typing.set(path, newest);
    try {
      const either = AbortSignal.any([signal, newest.signal]);
      const { sizeBytes, facts } = await this.options.threads.scanText(path, text, either);
      return { path, sha256: '', sizeBytes, facts: decodeFacts(facts) };
    } finally {
      if (this.typing.get(path) === newest) this.typing.delete(path);
    }
  }

  close(): void {
    clearTimeout(this.saveTimer);
    this.closed ??= Promise.all([this.save(), this.options.threads.dispose()]);
  }

  async dispose(): Promise<void> {
    this.close();
    await this.closed;
  }

  private async openCache(): Promise<FactsCache> {
    const { cacheFolder, root, threads } = this.options;
    this.cache ??= FactsCache.open(cacheFolder, root, threads.rules);
    return await this.cache;
  }

  /** What the cache knows of files that are as they were; the others stand without an entry. */
  private async look(
    paths: readonly string[],
    cache: FactsCache,
    operation: Operation,
  ): Promise<Map<string, Known | undefined>> {
    const known = new Map<string, Known | undefined>();
    for await (const path of inSlices(paths, this.options.clock, operation)) {
      const entry = cache.get(path);
      const stamp = entry && stampOf(this.absolute(path));
      known.set(path, entry && stamp && isUnchanged(stamp, entry.stamp) ? { path, entry } : undefined);
    }
    return known;
  }

  /** Reads what is not known yet and remembers it. */
  private async read(known: Map<string, Known | undefined>, cache: FactsCache, operation: Operation): Promise<void> {
    const { threads, root, clock } = this.options;
    const files: FileToScan[] = [];
    for (const [path, found] of known) {
      const knownSha256 = cache.get(path)?.sha256;
      if (!found) files.push(knownSha256 === undefined ? { path } : { path, knownSha256 });
    }
    await threads.scanFiles({ root, files }, operation, (records) => {
      for (const record of records) {
        const one = asKnown(record, cache.get(record.path), clock.nowMs());
        if ('entry' in one) cache.set(one.path, one.entry);
        // Decoded while others are read; at the end, everybody would wait for it.
        known.set(record.path, 'entry' in one ? { ...one, facts: decodeFacts(one.entry.facts) } : one);
      }
    });
  }

  /** Further problems of files whose structure is sound; the answer is remembered with who gave it. */
  private async verify(
    known: ReadonlyMap<string, Known | undefined>,
    cache: FactsCache,
    operation: Operation,
  ): Promise<ReadonlyMap<string, ParseProblem[]>> {
    const { verifier } = this.options;
    const name = await verifier.verifierName(operation);
    const problems = new Map<string, ParseProblem[]>();
    const open: KnownFile[] = [];
    for (const one of known.values()) {
      if (!one || !('entry' in one) || hasProblems(one)) continue;
      const { verified } = one.entry;
      if (verified?.verifier === name) problems.set(one.path, JSON.parse(verified.problems) as ParseProblem[]);
      else open.push(one);
    }
    const found = await verifier.verify(
      open.map(({ path, entry }) => ({ path, sha256: entry.sha256 })),
      operation,
    );
    open.forEach(({ path, entry }, index) => {
      const ofFile = [...(found[index] ?? [])];
      problems.set(path, ofFile);
      cache.set(path, { ...entry, verified: { verifier: name, problems: JSON.stringify(ofFile) } });
    });
    return problems;
  }

  private scheduleSave(): void {
    this.saveTimer ??= setTimeout(() => {
      this.saveTimer = undefined;
      void this.save();
    }, SAVE_DELAY_MS).unref();
  }

  private async save(): Promise<void> {
    const cache = await this.cache;
    await cache?.save((path) => !existsSync(this.absolute(path)));
  }

  private absolute(relative: string): string {
    return path.join(this.options.root, relative);
  }
}

function stampOf(absolutePath: string): FileStamp | undefined {
  const stats = statSync(absolutePath, { throwIfNoEntry: false });
  return stats && { sizeBytes: stats.size, mtimeMs: stats.mtimeMs, ctimeMs: stats.ctimeMs, inode: stats.ino };
}

function asKnown(record: ScanRecord, cached: CacheEntry | undefined, nowMs: number): Known {
  if ('unreadable' in record) return record;
  const { path, sha256, stamp, facts } = record;
  const kept = keptStamp(stamp, nowMs);
  if (facts !== undefined) return { path, entry: { stamp: kept, sha256, facts } };
  if (cached) return { path, entry: { ...cached, stamp: kept } };
  return { path, unreadable: 'The file could not be read: it changed while it was being read.' };
}

function asScanned(path: string, known: Known | undefined, verified: readonly ParseProblem[]): ScannedFile {
  if (!known || 'unreadable' in known) return { path, sha256: '', sizeBytes: 0, unreadable: known?.unreadable ?? '' };
  const { entry, facts = decodeFacts(entry.facts) } = known;
  return { path, sha256: entry.sha256, sizeBytes: entry.stamp.sizeBytes, facts: withProblems(facts, verified) };
}

/** What the structure guard saw settles it, and its positions are exact: such a file needs no closer look. */
function hasProblems({ entry, facts = decodeFacts(entry.facts) }: KnownFile): boolean {
  return facts.problems.length > 0;
}

function withProblems(facts: SourceFacts, verified: readonly ParseProblem[]): SourceFacts {
  return verified.length === 0 ? facts : { ...facts, problems: verified };
}
