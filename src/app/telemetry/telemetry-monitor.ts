import { type Disposable, Emitter } from '../../core/emitter.js';
import type { TelemetrySample } from '../../core/telemetry/telemetry-sample.js';
import type { TelemetrySource } from '../ports/telemetry-source.js';

export interface MonitorOptions {
  /** Time from the end of one sample to the start of the next, in milliseconds; at least 1,000. */
  readonly intervalMs: number;
  /** Interval while nobody looks, in milliseconds. */
  readonly idleIntervalMs: number;
  readonly schedule: (run: () => void, delayMs: number) => Disposable;
  readonly onError: (error: unknown) => void;
}

/** Samples one machine for as long as it lives: never two samples at once, slower while nobody looks, and no failure ends the loop. */
export class TelemetryMonitor implements Disposable {
  private readonly samples = new Emitter<TelemetrySample>();
  private readonly stop = new AbortController();
  private timer: Disposable | undefined;
  private running = false;
  private watched = true;
  private intervalMs: number;
  private newest: TelemetrySample | undefined;

  readonly onSample = this.samples.event;

  constructor(
    private readonly source: TelemetrySource,
    private readonly options: MonitorOptions,
  ) {
    this.intervalMs = options.intervalMs;
  }

  get latest(): TelemetrySample | undefined {
    return this.newest;
  }

  start(): void {
    if (this.timer === undefined && !this.running) void this.turn();
  }

  /** Somebody looks, or nobody does; looking again samples at once. */
  setWatched(watched: boolean): void {
    if (watched === this.watched) return;
    this.watched = watched;
    if (watched) this.sampleNow();
  }

  setInterval(intervalMs: number): void {
    if (intervalMs === this.intervalMs) return;
    this.intervalMs = intervalMs;
    this.sampleNow();
  }

  private sampleNow(): void {
    if (this.running || this.timer === undefined) return;
    this.timer.dispose();
    void this.turn();
  }

  private async turn(): Promise<void> {
    this.running = true;
    try {
      this.newest = await this.source.sample(this.stop.signal);
      if (!this.stop.signal.aborted) this.samples.fire(this.newest);
    } catch (error) {
      if (!this.stop.signal.aborted) this.options.onError(error);
    }
    this.running = false;
    if (this.stop.signal.aborted) return;
    const delayMs = this.watched ? this.intervalMs : Math.max(this.intervalMs, this.options.idleIntervalMs);
    this.timer = this.options.schedule(() => void this.turn(), delayMs);
  }

  dispose(): void {
    this.stop.abort();
    this.timer?.dispose();
    this.samples.dispose();
    this.source.dispose();
  }
}
