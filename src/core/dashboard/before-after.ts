import { effectInWords, effectOf } from '../observation/effect.js';
import { median } from '../observation/median.js';
import { metrics, type Metric } from '../observation/metric.js';
import { minimumBuckets } from '../observation/minimum-buckets.js';
import { agentSeries, type Frame } from '../telemetry/frame.js';
import type { BeforeAfter, ChangeMark, Comparison } from './dashboard.js';

const minuteMs = 60_000;
/** Minutes on either side of the migration that are laid over each other. */
const shownMinutes = 60;
export const comparedMs = shownMinutes * minuteMs;

/** Lays the hour after a migration over the hour before it. Only what the agent was measured for. */
export function beforeAndAfter(frames: readonly Frame[], mark: ChangeMark): Comparison {
  return { mark, metrics: metrics.flatMap((metric) => compare(frames, mark, metric)) };
}

function compare(frames: readonly Frame[], { agent, atMs }: ChangeMark, metric: Metric): readonly BeforeAfter[] {
  const minutes = new Map<number, number[]>();
  const series = agentSeries(agent, metric.id);
  for (const frame of frames) {
    const value = frame.values[series];
    const minute = Math.floor((frame.atMs - atMs) / minuteMs);
    if (value === undefined || minute < -shownMinutes || minute >= shownMinutes) continue;
    const values = minutes.get(minute);
    if (values === undefined) minutes.set(minute, [value]);
    else values.push(value);
  }
  if (minutes.size === 0) return [];
  const side = (first: number): Float32Array =>
    Float32Array.from({ length: shownMinutes }, (_, i) => median(minutes.get(first + i) ?? [Number.NaN]));
  const [before, after] = [side(-shownMinutes), side(0)];
  return [{ title: metric.title, unit: metric.unit, before, after, effect: wordsFor(before, after, metric) }];
}

function wordsFor(before: Float32Array, after: Float32Array, { isWorseAbove }: Metric): string {
  const [known, then] = [after, before].map((side) => [...side].filter((value) => !Number.isNaN(value)));
  if (known === undefined || then === undefined) return '';
  if (known.length < minimumBuckets || then.length < minimumBuckets) {
    return `too little to say: ${then.length} minutes before and ${known.length} after, ${minimumBuckets} of each are needed`;
  }
  const effect = effectOf(known, then);
  return effect === undefined
    ? 'it was zero before, so that there is no share of it'
    : effectInWords(effect, isWorseAbove);
}
