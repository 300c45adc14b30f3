import type { AgentFeatures } from './features.js';
import type { PredictionModel } from './prediction-model.js';

/** Such as `Predicted to stand: 87 %, learned from 54 migrations here, 47 of which stood.` */
export function predictionText(model: PredictionModel, agent: AgentFeatures): string {
  const { cases, stood } = model;
  return `Predicted to stand: ${percentOf(model.probability(agent))}, learned from ${cases} migrations here, ${stood} of which stood.`;
}

/** A whole percentage that never claims certainty. */
export function percentOf(probability: number): string {
  if (probability > 0.99) return 'more than 99 %';
  if (probability < 0.01) return 'less than 1 %';
  return `${Math.round(100 * probability)} %`;
}
