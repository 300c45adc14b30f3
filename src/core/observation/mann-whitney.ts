/**
 * One-sided Mann-Whitney test: the probability of such a `sample` if it were not stochastically greater than `reference`. Normal
 * approximation with correction for ties and continuity; far out it is larger than the exact value, by up to 60 % at 15 against 15 and
 * p = 0.0005, and so errs on the side of caution.
 * Both lists are sorted, and neither is empty.
 */
export function pGreater(sample: ArrayLike<number>, reference: ArrayLike<number>): number {
  const n = sample.length;
  const m = reference.length;
  const { rankSum, tieTerm } = ranks(sample, reference);
  const u = rankSum - (n * (n + 1)) / 2;
  const total = n + m;
  const variance = ((n * m) / 12) * (total + 1 - tieTerm / (total * (total - 1)));
  if (variance <= 0) return 1;
  return upperTail((u - (n * m) / 2 - 0.5) / Math.sqrt(variance));
}

/** Sum of the ranks of `sample` among all values, equal ones sharing the mean of their ranks, and Σ(t³ − t) over the ties. */
function ranks(sample: ArrayLike<number>, reference: ArrayLike<number>): { rankSum: number; tieTerm: number } {
  let rankSum = 0;
  let tieTerm = 0;
  let rank = 1;
  let i = 0;
  let j = 0;
  while (i < sample.length || j < reference.length) {
    const value = Math.min(sample[i] ?? Number.POSITIVE_INFINITY, reference[j] ?? Number.POSITIVE_INFINITY);
    const from = i;
    const fromReference = j;
    while (i < sample.length && sample[i] === value) i += 1;
    while (j < reference.length && reference[j] === value) j += 1;
    const ties = i - from + (j - fromReference);
    rankSum += (i - from) * (rank + (ties - 1) / 2);
    tieTerm += ties ** 3 - ties;
    rank += ties;
  }
  return { rankSum, tieTerm };
}

/** P(Z > z) of the standard normal distribution; absolute error below 7.5e-8 (Abramowitz and Stegun, 26.2.17). */
function upperTail(z: number): number {
  if (z < 0) return 1 - upperTail(-z);
  const t = 1 / (1 + 0.2316419 * z);
  const polynomial = t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * polynomial;
}
