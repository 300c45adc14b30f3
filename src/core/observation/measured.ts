import type { AgentQuantity } from '../telemetry/frame.js';
import { effectOf, type Effect } from './effect.js';
import { medianOfSorted, sortedNumbers } from './median.js';

/** The median of one-minute medians, in the metric's unit. */
export interface MedianInterval {
  readonly median: number;
  /** Bounds of its 95 % confidence interval; absent where so few minutes have none. */
  readonly low?: number;
  readonly high?: number;
  /** Minutes that were measured. */
  readonly minutes: number;
}

/** One metric of an agent in the last hour before its migration and in the last hour of its observation. */
export interface MeasuredMetric {
  readonly metric: AgentQuantity;
  readonly before: MedianInterval;
  readonly after: MedianInterval;
  /** Absent where it was zero before, so that there is no share of it. */
  readonly change?: Effect;
}

/** The last hour of each side is compared. */
export const measuredMinutes = 60;

/** With fewer, the interval would have to reach beyond the least and the greatest of them (1 − 2 × 0.5⁶ = 97 %, 1 − 2 × 0.5⁵ = 94 %). */
const fewestForInterval = 6;

/** `undefined` of no minutes. The interval lies between two ranks, whatever the distribution (Hollander and Wolfe, 3.6). */
export function medianInterval(values: readonly number[]): MedianInterval | undefined {
  const { length } = values;
  if (length === 0) return undefined;
  const sorted = sortedNumbers(values);
  const median = medianOfSorted(sorted);
  if (length < fewestForInterval) return { median, minutes: length };
  const rank = Math.max(0, Math.floor(length / 2 - 0.98 * Math.sqrt(length) - 0.5));
  const [low = median, high = median] = [sorted[rank], sorted[length - 1 - rank]];
  return { median, low, high, minutes: length };
}

/** `undefined` where one of the sides was not measured. */
export function measuredMetric(
  metric: AgentQuantity,
  { before, after }: { readonly before: readonly number[]; readonly after: readonly number[] },
): MeasuredMetric | undefined {
  const [was, is] = [medianInterval(before), medianInterval(after)];
  if (was === undefined || is === undefined) return undefined;
  const change = effectOf(after, before);
  return { metric, before: was, after: is, ...(change === undefined ? {} : { change }) };
}
