import { rowOf, type AgentFeatures, type RecipeOutcomes } from './features.js';
import { fitLogistic, probabilityOf } from './logistic-regression.js';
import { matrixPrior } from './prior.js';

/** One migration whose outcome is known. */
export interface PredictionCase {
  /** Of the file: what happened to the same file is not independent. */
  readonly path: string;
  readonly agent: AgentFeatures;
  readonly recipes: RecipeOutcomes;
  readonly stood: boolean;
}

/** Below so many outcomes nothing is said. */
export const fewestOutcomes = 20;

/** What the outcomes of one journal teach about migrations to come. */
export interface PredictionModel {
  readonly cases: number;
  readonly stood: number;
  /** That a migration of the agent stands, 0–1. What the recipes will make of it is not known yet: the mean over what they made of others. */
  probability(agent: AgentFeatures): number;
}

/** `undefined` below 20 outcomes. Pure: the same cases teach the same. */
export function learn(cases: readonly PredictionCase[]): PredictionModel | undefined {
  return cases.length < fewestOutcomes ? undefined : modelOf(cases);
}

/** From however few cases; without any it says what the risk matrix says. */
export function modelOf(cases: readonly PredictionCase[]): PredictionModel {
  const rows = cases.map(({ agent, recipes }) => rowOf(agent, recipes));
  const coefficients = fitLogistic({ rows, outcomes: cases.map(({ stood }) => !stood) }, matrixPrior);
  const made = cases.length === 0 ? [{ recipes: { droppedStages: 0, changedNames: 0 }, share: 1 }] : distinct(cases);
  return {
    cases: cases.length,
    stood: cases.filter(({ stood }) => stood).length,
    probability: (agent) =>
      1 - made.reduce((sum, { recipes, share }) => sum + share * probabilityOf(rowOf(agent, recipes), coefficients), 0),
  };
}

interface WeightedOutcomes {
  readonly recipes: RecipeOutcomes;
  readonly share: number;
}

/** Most migrations had the same recipe outcomes as some other. */
function distinct(cases: readonly PredictionCase[]): readonly WeightedOutcomes[] {
  const found = new Map<string, WeightedOutcomes>();
  for (const { recipes } of cases) {
    const key = `${recipes.droppedStages} ${recipes.changedNames}`;
    found.set(key, { recipes, share: (found.get(key)?.share ?? 0) + 1 / cases.length });
  }
  return [...found.values()];
}
