import { hash, randomUUID } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Clock } from '../app/ports/clock.js';
import type { KeptForm, ReportCache } from '../app/ports/report-cache.js';

export interface LocalReportCacheOptions {
  /** Absolute path of the workspace folder. */
  readonly root: string;
  /** The user's cache folder. */
  readonly folder: string;
  /** Files of the program whose content decides what a report says. */
  readonly program: readonly string[];
  readonly clock: Clock;
}

/** A file written twice within a tick of the disk's clock looks unchanged: younger files are not relied on. */
const SETTLED_MS = 2000;
/** Numbers that tell a file from an earlier state of it: size, times, inode. */
const STAMP_LENGTH = 4;
const LINE_END = 10;

/** The last report of each workspace, one file for each form, which names what it was made from in its first line. */
export class LocalReportCache implements ReportCache {
  constructor(private readonly options: LocalReportCacheOptions) {}

  keyOf(paths: readonly string[], request: string): string | undefined {
    const { root, program, clock } = this.options;
    const youngestMs = clock.nowMs() - SETTLED_MS;
    // As numbers: writing times out in decimals takes a third as long as asking the disk for them.
    const stamps = new Float64Array(STAMP_LENGTH * paths.length);
    let at = 0;
    for (const relative of paths) {
      // Paths of the workspace are in their simplest form already; joining them anew would cost more than looking.
      const stats = statSync(`${root}/${relative}`, { throwIfNoEntry: false });
      if (!stats || Math.max(stats.mtimeMs, stats.ctimeMs) > youngestMs) return undefined;
      stamps[at++] = stats.size;
      stamps[at++] = stats.mtimeMs;
      stamps[at++] = stats.ctimeMs;
      stamps[at++] = stats.ino;
    }
    const parts = [request, paths.join('\0'), stamps, ...program.map((file) => readFileSync(file))];
    return hash('sha256', parts.map((part) => hash('sha256', part)).join(' '));
  }

  async get(key: string, form: KeptForm): Promise<Uint8Array | undefined> {
    const bytes = await readFile(this.fileOf(form)).catch(() => undefined);
    const lineEnd = bytes?.indexOf(LINE_END) ?? -1;
    if (!bytes || lineEnd < 0) return undefined;
    const body = bytes.subarray(lineEnd + 1);
    return bytes.toString('utf8', 0, lineEnd) === headerOf(key, body) ? body : undefined;
  }

  async keep(key: string, form: KeptForm, text: string): Promise<void> {
    const file = this.fileOf(form);
    const partial = `${file}.${randomUUID()}`;
    try {
      await mkdir(path.dirname(file), { recursive: true });
      await writeFile(partial, `${headerOf(key, text)}\n${text}`, { mode: 0o600 });
      await rename(partial, file);
    } catch {
      // A full or read-only disk makes the next start slower, nothing else.
      await rm(partial, { force: true }).catch(() => undefined);
    }
  }

  private fileOf(form: KeptForm): string {
    return path.join(this.options.folder, `${hash('sha256', this.options.root).slice(0, 32)}.${form}`);
  }
}

function headerOf(key: string, body: string | Uint8Array): string {
  return `agent-migrator report 1 ${key} ${hash('sha256', body)}`;
}
