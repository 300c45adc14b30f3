import type { Assessment } from '../assess/assessment.js';
import type { History } from '../journal/replay.js';
import { featuresOf } from '../prediction/features.js';
import { decidedMigrations, type MigrationOutcome } from '../prediction/outcome.js';
import { predictionCases } from '../prediction/prediction-cases.js';
import { fewestOutcomes, learn, type PredictionCase } from '../prediction/prediction-model.js';
import { reliabilityOf, type Reliability } from '../prediction/reliability.js';

/** How likely migrations to come stand, as the outcomes of those in the journal teach it. Shares are 0–1. */
export interface ReportedPrediction {
  /** What could be learned from. */
  readonly outcomes: Readonly<Record<MigrationOutcome, number>> & { readonly all: number };
  /** Below so many outcomes nothing is predicted. */
  readonly needed: number;
  /** `null` while there are too few. */
  readonly learned: {
    /** Of predictions of cases that were held out. */
    readonly reliability: Reliability;
    /** Agents that can be migrated, the least likely to stand first. */
    readonly agents: readonly { readonly path: string; readonly class: string; readonly stands: number }[];
  } | null;
}

/** `before` has how the agents of each migration were assessed before it, by the migration's id. */
export function reportedPrediction(
  history: History,
  before: ReadonlyMap<string, readonly Assessment[]>,
  agents: readonly Assessment[],
): ReportedPrediction {
  const decided = decidedMigrations(history).filter(({ migration }) => (before.get(migration.id)?.length ?? 0) > 0);
  const count = (kind: MigrationOutcome): number => decided.filter(({ outcome }) => outcome === kind).length;
  const cases = predictionCases(decided, before);
  return {
    outcomes: {
      all: cases.length,
      stood: count('stood'),
      'rolled-back': count('rolled-back'),
      'failed-check': count('failed-check'),
      'failed-observation': count('failed-observation'),
    },
    needed: fewestOutcomes,
    learned: learnedFrom(cases, agents),
  };
}

function learnedFrom(cases: readonly PredictionCase[], agents: readonly Assessment[]): ReportedPrediction['learned'] {
  const model = learn(cases);
  if (model === undefined) return null;
  const predicted = agents.flatMap((agent) => {
    const { path, class: name, readiness, track } = agent;
    const canMigrate = (readiness === 'ready' || readiness === 'partial') && track !== 'legacy';
    return canMigrate && name !== null ? [{ path, class: name, stands: model.probability(featuresOf(agent)) }] : [];
  });
  return { reliability: reliabilityOf(cases), agents: predicted.sort((a, b) => a.stands - b.stands) };
}
