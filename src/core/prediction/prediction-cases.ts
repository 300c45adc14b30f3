import type { Assessment } from '../assess/assessment.js';
import type { DecidedMigration } from './outcome.js';
import { featuresOf, recipeOutcomesOf } from './features.js';
import type { PredictionCase } from './prediction-model.js';

/**
 * What can be learned from: decided migrations of which it is known how their agents were assessed before. `before` is by the migration's id;
 * of several classes in one file the riskiest counts.
 */
export function predictionCases(
  decided: readonly DecidedMigration[],
  before: ReadonlyMap<string, readonly Assessment[]>,
): readonly PredictionCase[] {
  return decided.flatMap(({ migration: { id, path, begun }, outcome }) => {
    const riskiest = before.get(id)?.toSorted((a, b) => b.score - a.score)[0];
    if (riskiest === undefined) return [];
    return [{ path, agent: featuresOf(riskiest), recipes: recipeOutcomesOf(begun), stood: outcome === 'stood' }];
  });
}
