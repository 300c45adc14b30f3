import type { Config } from '../config/config.js';
import { defaultRiskProfile, type RiskProfile, type RiskThresholds } from './profile.js';

/** The documented profile with what the project's configuration says otherwise. */
export function configuredProfile({ weights, severities, thresholds }: Config): RiskProfile {
  return {
    weights: weights ?? defaultRiskProfile.weights,
    severities: { ...defaultRiskProfile.severities, ...severities },
    thresholds: configuredThresholds(thresholds),
  };
}

function configuredThresholds(set: Config['thresholds']): RiskThresholds {
  const standard = defaultRiskProfile.thresholds;
  const { gpu, threading, criticality, track } = standard;
  return {
    fileSizeKiB: { ...standard.fileSizeKiB, ...set.fileSizeKiB },
    gpu: { ...gpu, managingCalls: set.gpuManagingCalls ?? gpu.managingCalls },
    threading: {
      ...threading,
      mediumThreads: set.ownThreads?.medium ?? threading.mediumThreads,
      highThreads: set.ownThreads?.high ?? threading.highThreads,
    },
    database: standard.database,
    criticality: {
      lowDependents: set.dependents?.low ?? criticality.lowDependents,
      mediumDependents: set.dependents?.medium ?? criticality.mediumDependents,
      referringFiles: set.references ?? criticality.referringFiles,
    },
    levels: { ...standard.levels, ...set.levels },
    track: {
      ...track,
      plannedKiB: set.trackKiB?.planned ?? track.plannedKiB,
      highRiskKiB: set.trackKiB?.highRisk ?? track.highRiskKiB,
      // The track of a high level is high-risk, wherever the level begins.
      highRiskScore: set.levels?.high ?? track.highRiskScore,
    },
  };
}
