/** The middle value; the mean of the two middle ones for an even number. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/** The smallest value that at least `share` (0–1) of all values do not exceed. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

/** Median over the rounds of one value against the other of the same round, so that load that comes and goes hits both. */
export function medianRatio(values: readonly number[], yardsticks: readonly number[]): number {
  return median(values.map((value, round) => value / (yardsticks[round] ?? Number.NaN)));
}

/** The items in an order that gives each of them every place once in as many rounds as there are items. */
export function rotated<T>(items: readonly T[], round: number): readonly T[] {
  const by = items.length === 0 ? 0 : round % items.length;
  return [...items.slice(by), ...items.slice(0, by)];
}
