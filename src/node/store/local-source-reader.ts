import { setTimeout as delay } from 'node:timers/promises';
import type { SourceReader, SourceReading } from '../../app/ports/source-reader.js';
import type { Clock } from '../../app/ports/clock.js';
import { sha256Of } from './digest.js';
import { errorCode, type Disk } from './disk.js';
import { locate, type LocatedFile } from './workspace-path.js';

/** A file that was changed this recently may be in the middle of being saved: editors empty a file before they fill it. */
const freshMs = 2000;
/** Time between the two readings of a fresh file. */
const settleMs = 50;
const attempts = 20;

export interface SourceReaderOptions {
  readonly disk: Disk;
  /** Real path of the workspace folder. */
  readonly root: string;
  readonly clock: Clock;
}

/** Two readings of a fresh file that agree in identity, size, time of change and content; one of a file that has been at rest. */
export class LocalSourceReader implements SourceReader {
  constructor(private readonly options: SourceReaderOptions) {}

  async read(path: string): Promise<SourceReading> {
    const { disk, root } = this.options;
    let previous: string | undefined;
    for (let attempt = 0; attempt < attempts; attempt++) {
      const location = await locate(disk, root, path);
      if (location.kind === 'refused') return { kind: 'unreadable', reason: location.reason };
      if (location.kind === 'absent') return { kind: 'absent' };
      const reading = await this.readOnce(location, path);
      if (reading === undefined) continue;
      if (reading.kind !== 'read') return reading;
      if (this.isAtRest(location) || previous === reading.fingerprint) return { kind: 'file', file: reading.file };
      previous = reading.fingerprint;
      await delay(settleMs);
    }
    const message = `${path} keeps changing. Close the program that writes it and try again.`;
    return { kind: 'unreadable', reason: { code: 'stale', message } };
  }

  private isAtRest({ entry }: LocatedFile): boolean {
    const ageMs = this.options.clock.nowMs() - entry.changedMs;
    return ageMs > freshMs;
  }

  /** `undefined` when the file changed meanwhile. */
  private async readOnce({ path: file, entry }: LocatedFile, path: string) {
    const { disk } = this.options;
    try {
      const bytes = await disk.read(file);
      const after = await disk.entry(file);
      if (after?.identity !== entry.identity || after.changedMs !== entry.changedMs) return undefined;
      const sha256 = sha256Of(bytes);
      const source = { bytes, sha256, mode: entry.mode };
      return { kind: 'read' as const, file: source, fingerprint: `${entry.identity} ${entry.changedMs} ${sha256}` };
    } catch (error) {
      if (errorCode(error) === 'ENOENT') return undefined;
      const message = `${path} cannot be read: ${error instanceof Error ? error.message : String(error)}.`;
      return { kind: 'unreadable' as const, reason: { code: 'not-a-file' as const, message } };
    }
  }
}
