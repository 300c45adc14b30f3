import type { RiskLevel } from './assessment.js';
import type { RiskThresholds } from './profile.js';

/** The whole number nearest to a score, halves up, as surfaces show it. */
export function roundedScore(score: number): number {
  // Scores are sums of products of decimals: without the correction 15.5 could be 15.499999999999998.
  return Math.floor(tidy(score) + 0.5);
}

/** Removes what binary fractions add to a sum of a few decimal numbers. */
export function tidy(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}

export function levelOf(score: number, { medium, high }: RiskThresholds['levels']): RiskLevel {
  const rounded = roundedScore(score);
  if (rounded >= high) return 'high';
  return rounded >= medium ? 'medium' : 'low';
}
