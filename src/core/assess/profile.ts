import type { FactorId, Severity } from './assessment.js';

/** Bounds of the factors. A size of 1 KiB is 1,024 bytes; every bound belongs to the severity it begins unless "above" is said. */
export interface RiskThresholds {
  /** `high` begins above its value, the others at theirs. */
  readonly fileSizeKiB: { readonly low: number; readonly medium: number; readonly high: number };
  readonly gpu: {
    /** GPU-managing calls from which the severity is high. */
    readonly managingCalls: number;
    /** Methods that manage VRAM, unload or evict, from which a single managing call is high. */
    readonly vramMethods: number;
    /** So many of these methods beside so many GPU calls of any kind are high: the memory is managed, by other means than calls. */
    readonly manyVramMethods: number;
    readonly callsWithManyVramMethods: number;
  };
  readonly threading: {
    /** Own threads from which the severity is medium, and high. */
    readonly mediumThreads: number;
    readonly highThreads: number;
    /** Locks which, with so many threads beside them, are high. */
    readonly manyLocks: number;
    readonly threadsWithManyLocks: number;
  };
  readonly database: { readonly low: number; readonly medium: number };
  readonly criticality: {
    /** Agents that depend on this one. */
    readonly lowDependents: number;
    readonly mediumDependents: number;
    /** Files that refer to the agent, from which the severity is low. */
    readonly referringFiles: number;
  };
  /** Rounded scores from which a level begins. */
  readonly levels: { readonly medium: number; readonly high: number };
  readonly track: {
    readonly plannedKiB: number;
    /** The track is high-risk above it. */
    readonly highRiskKiB: number;
    /** Rounded score from which the track is high-risk. */
    readonly highRiskScore: number;
  };
}

/** How evidence becomes a score: Σ(weight × severity) × 100. */
export interface RiskProfile {
  /** Sum to 1. */
  readonly weights: Readonly<Record<FactorId, number>>;
  readonly severities: Readonly<Record<Severity, number>>;
  readonly thresholds: RiskThresholds;
}

/**
 * Weights, bands and caps of the methodology's risk assessment matrix. The severity values are calibrated so that its documented example
 * (227 KB, direct GPU memory management, complex threading, two databases, core role) scores 35, the score it was published with; the
 * bands 0–15, 16–25 and 26+ then lie at 43 % and 71 % of the scale.
 */
export const defaultRiskProfile: RiskProfile = {
  weights: {
    fileSize: 0.3,
    gpuOperations: 0.25,
    threading: 0.2,
    databaseDependencies: 0.15,
    systemCriticality: 0.1,
  },
  severities: { none: 0, low: 0.1, medium: 0.2, high: 0.4 },
  thresholds: {
    fileSizeKiB: { low: 20, medium: 50, high: 200 },
    gpu: { managingCalls: 3, vramMethods: 2, manyVramMethods: 3, callsWithManyVramMethods: 3 },
    threading: { mediumThreads: 2, highThreads: 4, manyLocks: 3, threadsWithManyLocks: 2 },
    database: { low: 1, medium: 2 },
    criticality: { lowDependents: 1, mediumDependents: 3, referringFiles: 8 },
    levels: { medium: 16, high: 26 },
    track: { plannedKiB: 50, highRiskKiB: 150, highRiskScore: 26 },
  },
};

/** Dotted names of the settings in which a profile differs from the documented one, in the order of the profile's fields. */
export function changedSettings(profile: RiskProfile): readonly string[] {
  return differences(profile, defaultRiskProfile, '');
}

function differences(value: unknown, standard: unknown, path: string): readonly string[] {
  if (!isRecord(value) || !isRecord(standard)) return value === standard ? [] : [path];
  return Object.keys(standard).flatMap((key) =>
    differences(value[key], standard[key], path === '' ? key : `${path}.${key}`),
  );
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
