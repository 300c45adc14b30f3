import { samplesForBucket } from './baseline.js';
import { BucketMedians, bucketMs, type Bucket } from './bucket-medians.js';
import { effectOf, type Effect } from './effect.js';
import { pGreater } from './mann-whitney.js';
import { median, sortedNumbers } from './median.js';
import type { Metric } from './metric.js';
import { measuredMetric, measuredMinutes, type MeasuredMetric } from './measured.js';
import { minimumBuckets } from './minimum-buckets.js';
import { ReferenceFinder, type References, type ReferenceSet } from './reference.js';

/** Which rule decided, and by how much the metric is worse: 1.5 is half as much again. */
export interface Degradation {
  readonly rule: 'fast' | 'slow';
  readonly atMs: number;
  readonly ratio: number;
  /** The baseline has nothing of this time of the day, so that only a person can tell the code from the day. */
  readonly isOtherTimeOfDay: boolean;
}

const fastSamples = 60;
const fastBad = 54;
const fastRatio = 1.15;
/** A time of so many samples, a minute at least, of which nothing is known: what was before it does not tell how long the present lasts. */
const holeSamples = 3;
const slowRatio = 1.1;
const slowProbability = 0.001;
/** Minutes of the two windows of the slow rule: the short one shows that it lasts, the long one finds what is small. */
const slowWindows = [minimumBuckets, 60] as const;
const slowTurns = 2;
/** A window that needs more time than this much of its length to fill has too many holes. */
const slowSpan = 1.5;

/**
 * Whether a metric got more than 10 % worse, on medians. Fast: 54 of 60 samples beyond 115 % of the baseline's median, with no hole among
 * them. Slow: the medians of the last 15 (or 60) minutes beyond 110 % of the baseline's, by a one-sided Mann-Whitney test with p < 0.001,
 * twice in a row. Raw 5-s samples must not be tested so: neighbours resemble each other, and healthy days would fail.
 */
export class DegradationTest {
  private readonly collector: BucketMedians;
  private readonly finder: ReferenceFinder;
  private readonly sign: number;
  private readonly holeMs: number;
  private recent: boolean[] = [];
  private recentBad = 0;
  private lastAtMs = Number.NEGATIVE_INFINITY;
  private buckets: Bucket[] = [];
  private references: References | undefined;
  private referencesUntilMs = Number.NEGATIVE_INFINITY;
  private badTurns = 0;
  private suspected = false;

  constructor(
    readonly metric: Metric,
    private readonly baseline: readonly Bucket[],
    intervalMs: number,
  ) {
    // A metric that is worse when it falls is tested upside down.
    this.sign = metric.isWorseAbove ? 1 : -1;
    this.collector = new BucketMedians(samplesForBucket(intervalMs));
    this.holeMs = Math.max(bucketMs, holeSamples * intervalMs);
    this.finder = new ReferenceFinder(baseline.map(({ atMs, median: value }) => ({ atMs, median: this.sign * value })));
  }

  /** Takes the next sample, in order of time, of a moment that speaks for the agent; answers when one of the rules decides. */
  add(atMs: number, value: number): Degradation | undefined {
    const signed = this.sign * value;
    if (atMs >= this.referencesUntilMs) this.turnTo(atMs);
    const closed = this.collector.add(atMs, signed);
    const slow = closed === undefined ? undefined : this.decideSlowly(closed);
    return this.decideFast(atMs, signed) ?? slow;
  }

  /** Worse by more than 10 %, not yet beyond doubt. */
  get isSuspected(): boolean {
    return this.suspected;
  }

  get bucketCount(): number {
    return this.buckets.length;
  }

  get hasBaseline(): boolean {
    return this.baseline.length >= minimumBuckets;
  }

  /** How much the last minutes differ from the baseline. */
  effect(): Effect | undefined {
    const { after, before } = this.lastMinutes();
    return effectOf(after, before);
  }

  /** Both sides of the effect; `undefined` where one of them was not measured. */
  measured(): MeasuredMetric | undefined {
    return measuredMetric(this.metric.id, this.lastMinutes());
  }

  private lastMinutes(): { readonly before: readonly number[]; readonly after: readonly number[] } {
    return {
      before: this.baseline.slice(-measuredMinutes).map((bucket) => bucket.median),
      after: this.buckets.slice(-measuredMinutes).map((bucket) => this.sign * bucket.median),
    };
  }

  private turnTo(atMs: number): void {
    this.references = this.finder.at(atMs);
    this.referencesUntilMs = atMs + 60_000;
  }

  private decideFast(atMs: number, signed: number): Degradation | undefined {
    const { references } = this;
    if (references === undefined) return undefined;
    if (atMs - this.lastAtMs > this.holeMs) this.forgetRecent();
    this.lastAtMs = atMs;
    const isBad = references.sets.every((set) => this.exceeds(signed, set, fastRatio));
    this.recent.push(isBad);
    if (isBad) this.recentBad += 1;
    if (this.recent.length > fastSamples && this.recent.shift() === true) this.recentBad -= 1;
    if (this.recentBad < fastBad) return undefined;
    return this.degradation(
      'fast',
      atMs,
      references,
      this.buckets.slice(-5).map((bucket) => bucket.median),
    );
  }

  private forgetRecent(): void {
    this.recent = [];
    this.recentBad = 0;
  }

  private decideSlowly(closed: Bucket): Degradation | undefined {
    this.buckets.push(closed);
    if (this.buckets.length > slowWindows[1]) this.buckets.shift();
    const { references } = this;
    if (references === undefined || this.buckets.length < minimumBuckets) return undefined;
    const verdicts = slowWindows.map((length) => this.judgeWindow(length, closed.atMs, references));
    this.suspected = verdicts.includes('suspected') || verdicts.includes('worse');
    this.badTurns = verdicts.includes('worse') ? this.badTurns + 1 : 0;
    if (this.badTurns < slowTurns) return undefined;
    return this.degradation(
      'slow',
      closed.atMs,
      references,
      this.buckets.slice(-minimumBuckets).map((one) => one.median),
    );
  }

  private judgeWindow(length: number, atMs: number, { sets }: References): 'fine' | 'suspected' | 'worse' {
    const window = this.buckets.slice(-length);
    const first = window[0];
    if (window.length < length || first === undefined || atMs - first.atMs > slowSpan * length * 60_000) return 'fine';
    const isBeyond = (set: ReferenceSet): boolean =>
      window.filter((bucket) => this.exceeds(bucket.median, set, slowRatio)).length > length / 2;
    if (!sets.every(isBeyond)) return 'fine';
    const sorted = sortedNumbers(window.map((bucket) => bucket.median));
    const isSure = sets.every(
      ({ sorted: before }) => pGreater(sorted, scaled(before, this.bound(slowRatio))) < slowProbability,
    );
    return isSure ? 'worse' : 'suspected';
  }

  /** Upside down, 10 % worse is 90 % of a negative number. */
  private bound(ratio: number): number {
    return this.sign > 0 ? ratio : 1 / ratio;
  }

  private exceeds(signed: number, set: ReferenceSet, ratio: number): boolean {
    return signed > set.median * this.bound(ratio) && signed - set.median > this.metric.floor;
  }

  private degradation(
    rule: Degradation['rule'],
    atMs: number,
    { sets, isOtherTimeOfDay }: References,
    seen: readonly number[],
  ): Degradation {
    const before = sets[0]?.median ?? Number.NaN;
    const after = seen.length === 0 ? Number.NaN : median(seen);
    return { rule, atMs, ratio: this.sign > 0 ? after / before : before / after, isOtherTimeOfDay };
  }
}

function scaled(sorted: ArrayLike<number>, factor: number): ArrayLike<number> {
  return Float64Array.from(sorted, (value) => value * factor);
}
