import { hash, randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { FileStamp } from '../workers/language-tasks.js';
import { factsFile } from './cache-directory.js';

/** What is known of one file. */
export interface CacheEntry {
  readonly stamp: FileStamp;
  readonly sha256: string;
  /** As `encodeFacts` writes them. */
  readonly facts: string;
  /** What a verification found beyond the facts' own problems, and with what; absent when there was none. */
  readonly verified?: VerifiedEntry;
}

export interface VerifiedEntry {
  /** Interpreter and rules; another one verifies again. */
  readonly verifier: string;
  /** JSON of the problems. */
  readonly problems: string;
}

const MAGIC = 'agent-migrator facts 1';
/** Modification times are trusted when they are this much older than the reading: a file written twice within a tick looks unchanged. */
const SETTLED_MS = 2000;

/**
 * Facts by path, in one file per workspace. A file whose size, times and inode are as they were is taken for unchanged; a cache that is
 * damaged, of another version of the rules or of another workspace counts as empty. Losing it costs time only, so nothing here fails.
 */
export class FactsCache {
  private entries = new Map<string, CacheEntry>();
  private isChanged = false;

  private constructor(
    private readonly file: string,
    private readonly header: string,
  ) {}

  /** `rules` names the version of the scanner: other rules, other facts. */
  static async open(folder: string, root: string, rules: string): Promise<FactsCache> {
    const cache = new FactsCache(factsFile(folder, root), `${MAGIC} ${rules}`);
    await cache.load();
    return cache;
  }

  /** A cache that nothing is read from and that is not to be saved. */
  static inMemory(): FactsCache {
    return new FactsCache('', '');
  }

  get(file: string): CacheEntry | undefined {
    return this.entries.get(file);
  }

  set(file: string, entry: CacheEntry): void {
    this.entries.set(file, entry);
    this.isChanged = true;
  }

  /** Writes what has changed, all or nothing; entries of files that `isGone` are dropped. */
  async save(isGone: (file: string) => boolean): Promise<void> {
    for (const file of this.entries.keys())
      if (isGone(file)) this.isChanged = this.entries.delete(file) || this.isChanged;
    if (!this.isChanged) return;
    this.isChanged = false;
    const body = [...this.entries].map(lineOf).join('\n');
    const partial = `${this.file}.${randomUUID()}`;
    try {
      await mkdir(path.dirname(this.file), { recursive: true });
      await writeFile(partial, `${this.header} ${hash('sha256', body)}\n${body}`, { mode: 0o600 });
      await rename(partial, this.file);
    } catch {
      // A full or read-only disk makes the next start slower, nothing else.
      await rm(partial, { force: true }).catch(() => undefined);
    }
  }

  private async load(): Promise<void> {
    const text = await readFile(this.file, 'utf8').catch(() => '');
    const headerEnd = text.indexOf('\n');
    const body = text.slice(headerEnd + 1);
    if (headerEnd < 0 || text.slice(0, headerEnd) !== `${this.header} ${hash('sha256', body)}`) return;
    for (let start = 0; start < body.length;) {
      const found = body.indexOf('\n', start);
      const end = found < 0 ? body.length : found;
      const [file, entry] = entryOf(body.slice(start, end));
      this.entries.set(file, entry);
      start = end + 1;
    }
  }
}

/** Whether a file with this stamp still has the content that was read when its stamp was `known`. */
export function isUnchanged(stamp: FileStamp, known: FileStamp): boolean {
  return (
    stamp.sizeBytes === known.sizeBytes &&
    stamp.mtimeMs === known.mtimeMs &&
    stamp.ctimeMs === known.ctimeMs &&
    stamp.inode === known.inode
  );
}

/** The stamp to keep of a file that was read at `nowMs`: one that no later stamp equals while its times have not settled. */
export function keptStamp(stamp: FileStamp, nowMs: number): FileStamp {
  const isSettled = nowMs - Math.max(stamp.mtimeMs, stamp.ctimeMs) > SETTLED_MS;
  return isSettled ? stamp : { ...stamp, mtimeMs: -1 };
}

type Head = [file: string, sizeBytes: number, mtimeMs: number, ctimeMs: number, inode: number, sha256: string, ...Tail];
type Tail = [] | [verifier: string, problems: string];

/** A line: what is needed of every file as a JSON array, a tab, and the facts, which stay text until they are asked for. */
function lineOf([file, { stamp, sha256, facts, verified }]: readonly [string, CacheEntry]): string {
  const { sizeBytes, mtimeMs, ctimeMs, inode } = stamp;
  const tail: Tail = verified ? [verified.verifier, verified.problems] : [];
  const head: Head = [file, sizeBytes, mtimeMs, ctimeMs, inode, sha256, ...tail];
  return `${JSON.stringify(head)}\t${facts}`;
}

/** The reverse; the body's hash has shown that the line is one of ours. */
function entryOf(line: string): [string, CacheEntry] {
  const tab = line.indexOf('\t');
  const head = JSON.parse(line.slice(0, tab)) as Head;
  const [file, sizeBytes, mtimeMs, ctimeMs, inode, sha256, verifier, problems] = head;
  const stamp = { sizeBytes, mtimeMs, ctimeMs, inode };
  const verified = verifier === undefined || problems === undefined ? {} : { verified: { verifier, problems } };
  return [file, { stamp, sha256, facts: line.slice(tab + 1), ...verified }];
}
