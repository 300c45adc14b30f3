/** The middle of a sorted list, or the mean of the two middle ones; `NaN` for none. */
export function medianOfSorted(sorted: ArrayLike<number>): number {
  const half = sorted.length / 2;
  const upper = sorted[Math.floor(half)] ?? Number.NaN;
  if (!Number.isInteger(half)) return upper;
  return ((sorted[half - 1] ?? Number.NaN) + upper) / 2;
}

export function median(values: readonly number[]): number {
  return medianOfSorted(sortedNumbers(values));
}

export function sortedNumbers(values: readonly number[]): Float64Array {
  return Float64Array.from(values).sort();
}
