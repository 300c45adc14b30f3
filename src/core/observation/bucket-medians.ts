import { median } from './median.js';

/** The median of one minute: it drops spikes and most of what neighbouring samples share. */
export interface Bucket {
  /** Start of the minute, in milliseconds since the Unix epoch. */
  readonly atMs: number;
  readonly median: number;
}

export const bucketMs = 60_000;

/** Collects samples, in order of time, into the medians of full minutes. */
export class BucketMedians {
  private values: number[] = [];
  private startMs = Number.NaN;

  /** @param minimumSamples Fewer than so many in a minute make no median of it. */
  constructor(private readonly minimumSamples: number) {}

  /** Takes a sample; answers with the minute that it closes, when that one had enough samples. */
  add(atMs: number, value: number): Bucket | undefined {
    const startMs = Math.floor(atMs / bucketMs) * bucketMs;
    if (startMs === this.startMs) {
      this.values.push(value);
      return undefined;
    }
    const closed =
      this.values.length >= this.minimumSamples ? { atMs: this.startMs, median: median(this.values) } : undefined;
    this.startMs = startMs;
    this.values = [value];
    return closed;
  }
}
