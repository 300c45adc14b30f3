import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { TelemetrySource } from '../../app/ports/telemetry-source.js';
import type { TelemetryHistory } from '../../app/ports/telemetry-history.js';
import { frameOf } from '../../core/telemetry/frame.js';
import type { TelemetrySample } from '../../core/telemetry/telemetry-sample.js';

export interface SharedTelemetryOptions {
  /** In the user's state directory. */
  readonly folder: string;
  readonly source: TelemetrySource;
  readonly history: TelemetryHistory;
  /** Time between samples of this process, asked for at every one. */
  readonly intervalMs: () => number;
}

/**
 * The telemetry of a machine on which several windows and processes want to know: whoever finds nothing of the last half interval samples
 * and keeps the history, the others read what it wrote: what is shown is never older than that. There is nobody to elect and nobody to wait for: when the one stops, the next takes over.
 */
export class SharedTelemetry implements TelemetrySource {
  constructor(private readonly options: SharedTelemetryOptions) {}

  async sample(signal: AbortSignal): Promise<TelemetrySample> {
    const newest = await this.readNewest();
    const ageMs = newest === undefined ? Number.POSITIVE_INFINITY : Date.now() - newest.atMs;
    // A time to come is a clock that was put back.
    if (newest !== undefined && ageMs >= 0 && 2 * ageMs < this.options.intervalMs()) return newest;
    const sample = await this.options.source.sample(signal);
    // A disk that is full or not ours is no reason not to show what was measured.
    await this.keep(sample).catch(() => undefined);
    return sample;
  }

  dispose(): void {
    this.options.source.dispose();
  }

  private async keep(sample: TelemetrySample): Promise<void> {
    await mkdir(this.options.folder, { recursive: true, mode: 0o700 });
    const file = path.join(this.options.folder, 'newest.json');
    const temporary = `${file}.${process.pid}.new`;
    await writeFile(temporary, JSON.stringify(sample), { mode: 0o600 });
    await rename(temporary, file);
    await this.options.history.record(frameOf(sample, []));
  }

  private async readNewest(): Promise<TelemetrySample | undefined> {
    const text = await readFile(path.join(this.options.folder, 'newest.json'), 'utf8').catch(() => undefined);
    if (text === undefined) return undefined;
    try {
      const value: unknown = JSON.parse(text);
      // Written by this user's own process in this user's own folder, whole or not at all.
      return isSample(value) ? value : undefined;
    } catch {
      return undefined;
    }
  }
}

function isSample(value: unknown): value is TelemetrySample {
  if (typeof value !== 'object' || value === null) return false;
  return 'atMs' in value && typeof value.atMs === 'number' && 'gpu' in value && 'host' in value;
}
