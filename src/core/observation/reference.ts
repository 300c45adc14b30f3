import { dayMs, recentMs } from './baseline.js';
import type { Bucket } from './bucket-medians.js';
import { medianOfSorted, sortedNumbers } from './median.js';
import { minimumBuckets } from './minimum-buckets.js';

/** Sorted one-minute medians that something is compared with. */
export interface ReferenceSet {
  readonly sorted: ArrayLike<number>;
  readonly median: number;
}

export interface References {
  /** Every one of them has to be exceeded. */
  readonly sets: readonly ReferenceSet[];
  /** None of them is of this time of the day: what is seen may be the day's own course, and a person decides. */
  readonly isOtherTimeOfDay: boolean;
}

const hourMs = 60 * 60 * 1000;
/** Time of the day on either side that counts as the same. */
const sameTimeMs = 45 * 60 * 1000;
/** What was just before the migration speaks for so long after it. */
const recentForMs = 4 * hourMs;
/** For so long it is the same time of the day, and nothing else is needed. */
const sameHourMs = hourMs;

/** Finds what a moment is to be compared with: what was just before the migration, and the same time of the day where the baseline has it. */
export class ReferenceFinder {
  private readonly recent: ReferenceSet | undefined;
  /** The day before, at the time of the day of the migration. */
  private readonly atMigration: ReferenceSet | undefined;
  private readonly endMs: number;

  constructor(private readonly buckets: readonly Bucket[]) {
    this.endMs = buckets.at(-1)?.atMs ?? 0;
    this.recent = setOf(buckets.filter(({ atMs }) => atMs > this.endMs - recentMs));
    this.atMigration = setOf(this.around(this.endMs - dayMs));
  }

  /** `undefined` when there is too little of a baseline to compare with. */
  at(atMs: number): References | undefined {
    if (this.recent === undefined) return undefined;
    if (atMs <= this.endMs + sameHourMs) return { sets: [this.recent], isOtherTimeOfDay: false };
    const seasonal = setOf(this.around(atMs - Math.ceil((atMs - this.endMs) / dayMs) * dayMs));
    if (seasonal === undefined) return { sets: [this.recent], isOtherTimeOfDay: atMs > this.endMs + recentForMs };
    return { sets: [this.alongTheDay(this.recent, seasonal), seasonal], isOtherTimeOfDay: false };
  }

  /** On the falling side of the day less is expected than just before the migration, by as much as it fell the day before. */
  private alongTheDay(recent: ReferenceSet, seasonal: ReferenceSet): ReferenceSet {
    const course = seasonal.median / (this.atMigration?.median ?? seasonal.median);
    if (!(course < 1)) return recent;
    return { sorted: Float64Array.from(recent.sorted, (value) => value * course), median: recent.median * course };
  }

  private around(atMs: number): readonly Bucket[] {
    const from = this.lowerBound(atMs - sameTimeMs);
    return this.buckets.slice(from, this.lowerBound(atMs + sameTimeMs));
  }

  private lowerBound(atMs: number): number {
    let low = 0;
    let high = this.buckets.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.buckets[middle]?.atMs ?? 0) < atMs) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function setOf(buckets: readonly Bucket[]): ReferenceSet | undefined {
  if (buckets.length < minimumBuckets) return undefined;
  const sorted = sortedNumbers(buckets.map((bucket) => bucket.median));
  return { sorted, median: medianOfSorted(sorted) };
}
