import { factorIds, type Assessment, type FactorId, type Severity, type Track } from '../assess/assessment.js';
import { defaultRiskProfile } from '../assess/profile.js';
import type { MigrationBegun } from '../journal/record.js';

/** What a prediction is made from, of one agent as it was, or is, before its migration. */
export interface AgentFeatures {
  readonly severities: Readonly<Record<FactorId, Severity>>;
  readonly track: Track;
}

/** What the recipes made of an agent, which is known once it is planned. */
export interface RecipeOutcomes {
  /** Stages that were dropped because a proof of theirs failed. */
  readonly droppedStages: number;
  /** Methods that were taken away, and names that are others now. */
  readonly changedNames: number;
}

export function featuresOf({ factors, track }: Pick<Assessment, 'factors' | 'track'>): AgentFeatures {
  const severities = new Map(factors.map(({ id, severity }) => [id, severity]));
  const severityOf = (id: FactorId): Severity => severities.get(id) ?? 'none';
  return {
    severities: {
      fileSize: severityOf('fileSize'),
      gpuOperations: severityOf('gpuOperations'),
      threading: severityOf('threading'),
      databaseDependencies: severityOf('databaseDependencies'),
      systemCriticality: severityOf('systemCriticality'),
    },
    track,
  };
}

export function recipeOutcomesOf({ stages }: MigrationBegun): RecipeOutcomes {
  const names = stages.map(({ removed = [], renamed = [] }) => removed.length + renamed.length);
  return {
    droppedStages: stages.filter(({ status }) => status === 'dropped').length,
    changedNames: names.reduce((sum, count) => sum + count, 0),
  };
}

const strictness: Readonly<Record<Track, number>> = { immediate: 0, planned: 0.5, 'high-risk': 1, legacy: 1 };

/** Columns of a row besides the factors: one for the constant, the track, and the two kinds of recipe outcomes. */
export const otherColumns = 4;

/**
 * The numbers of one case, all within a few units of 0 so that one precision suits them: the constant, tens of points of each factor in the
 * documented matrix, how strict the track is, dropped stages, and twofold numbers of changed names.
 */
export function rowOf({ severities, track }: AgentFeatures, recipes: RecipeOutcomes): Float64Array {
  const { weights, severities: values } = defaultRiskProfile;
  const tens = factorIds.map((id) => 10 * weights[id] * values[severities[id]]);
  const names = Math.log2(1 + recipes.changedNames) / 4;
  return Float64Array.of(1, ...tens, strictness[track], recipes.droppedStages, names);
}
