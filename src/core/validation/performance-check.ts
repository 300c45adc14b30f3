import { effectInWords, effectOf } from '../observation/effect.js';
import { pGreater } from '../observation/mann-whitney.js';
import { sortedNumbers } from '../observation/median.js';
import { fails, isSkipped, passes } from './check-outcomes.js';
import type { CheckResult } from './check-result.js';

/** Rounds in which both versions were run, one directly after the other. */
export type SpeedOutcome =
  | {
      readonly kind: 'measured';
      /** One number a round and never empty, less is better: what the command printed, or the milliseconds that it took. */
      readonly legacy: readonly number[];
      readonly migrated: readonly number[];
      readonly isTime: boolean;
    }
  | { readonly kind: 'fails-now'; readonly message: string }
  | { readonly kind: 'unknown'; readonly reason: string };

/** More than that share worse is a failure, as in an observation. */
const mostWorse = 0.1;
/** Of the one-sided test; the probability of a false alarm for an agent that is exactly 10 % worse, and next to none for one that is not. */
const significance = 0.025;

/** The fourth check: fails only where the migrated version is more than 10 % worse beyond chance. */
export function performanceCheck(outcome: SpeedOutcome, path: string): CheckResult {
  const id = 'performance';
  switch (outcome.kind) {
    case 'unknown':
      return isSkipped(id, outcome.reason);
    case 'fails-now':
      return fails(id, [{ message: outcome.message, path }]);
    case 'measured': {
      const { legacy, migrated, isTime } = outcome;
      const effect = effectOf(migrated, legacy);
      if (effect === undefined) return isSkipped(id, 'The command measured nothing but zero.');
      const bound = sortedNumbers(legacy.map((one) => one * (1 + mostWorse)));
      const isWorse = pGreater(sortedNumbers(migrated), bound) < significance;
      const measure = isTime ? 'time' : 'printed number';
      const said = `${measure} over ${migrated.length} rounds: ${effectInWords(effect, true)}`;
      return isWorse ? fails(id, [{ message: `Slower: ${said}`, path }]) : passes(id, `The ${said}.`);
    }
  }
}
