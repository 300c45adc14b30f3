import type { FactorId, Severity, Track } from './assessment.js';
import { roundedScore } from './level.js';
import type { RiskThresholds } from './profile.js';

export interface TrackInput {
  readonly sizeBytes: number;
  readonly score: number;
  readonly severities: Readonly<Record<FactorId, Severity>>;
  /** The user has decided to keep the agent, or its bases cannot be reconciled with the contract's. */
  readonly keptAsItIs: boolean;
}

/** The decision matrix: how an agent should be migrated, whatever its score says. */
export function trackOf(input: TrackInput, { track }: Pick<RiskThresholds, 'track'>): Track {
  if (input.keptAsItIs) return 'legacy';
  const sizeKiB = input.sizeBytes / 1024;
  const { gpuOperations, threading, databaseDependencies } = input.severities;
  const isHigh = gpuOperations === 'high' || threading === 'high';
  if (isHigh || sizeKiB > track.highRiskKiB || roundedScore(input.score) >= track.highRiskScore) return 'high-risk';
  const aboveLow = [gpuOperations, threading, databaseDependencies].some((one) => one === 'medium' || one === 'high');
  return aboveLow || sizeKiB >= track.plannedKiB ? 'planned' : 'immediate';
}
