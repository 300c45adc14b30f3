import { medianOfSorted, sortedNumbers } from './median.js';

/** How much a metric changed against its baseline, as shares of the baseline's median: 0.03 is three percent more. */
export interface Effect {
  /** Hodges–Lehmann estimate: the median of all differences. */
  readonly shift: number;
  /** Bounds of its 95 % confidence interval. */
  readonly low: number;
  readonly high: number;
}

/** Of one-minute medians against those of the baseline; `undefined` when one of them is empty or the baseline is zero. */
export function effectOf(after: readonly number[], before: readonly number[]): Effect | undefined {
  const base = medianOfSorted(sortedNumbers(before));
  if (after.length === 0 || before.length === 0 || base === 0) return undefined;
  const differences = sortedNumbers(after.flatMap((one) => before.map((other) => one - other)));
  const [n, m] = [after.length, before.length];
  // The interval holds the differences between these two ranks (Hollander and Wolfe, Nonparametric Statistical Methods, 4.3).
  const rank = Math.max(0, Math.floor((n * m) / 2 - 1.96 * Math.sqrt((n * m * (n + m + 1)) / 12)));
  const at = (index: number): number => (differences[index] ?? Number.NaN) / base;
  return { shift: medianOfSorted(differences) / base, low: at(rank), high: at(differences.length - 1 - rank) };
}

/** Such as `median +3 % (−1 … +7), no evidence of more than 10 %`. */
export function effectInWords({ shift, low, high }: Effect, isWorseAbove: boolean): string {
  const [worstBound, bestBound] = isWorseAbove ? [high, low] : [-low, -high];
  const words =
    bestBound > 0.1
      ? 'more than 10 % worse'
      : worstBound > 0.1
        ? 'more than 10 % worse cannot be ruled out'
        : 'no evidence of more than 10 %';
  return `median ${percent(shift)} % (${percent(low)} … ${percent(high)}), ${words}`;
}

function percent(share: number): string {
  const rounded = Math.round(100 * share);
  return rounded < 0 ? `−${-rounded}` : `+${rounded}`;
}
