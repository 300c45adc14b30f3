import type { LanguageId } from '../facts/source-facts.js';
import type { Reason, ReasonCode } from '../reason.js';
import type { Range } from '../text/span.js';

export const factorIds = [
  'fileSize',
  'gpuOperations',
  'threading',
  'databaseDependencies',
  'systemCriticality',
] as const;
export type FactorId = (typeof factorIds)[number];

export const severities = ['none', 'low', 'medium', 'high'] as const;
export type Severity = (typeof severities)[number];

export type RiskLevel = 'low' | 'medium' | 'high';
export type Track = 'immediate' | 'planned' | 'high-risk' | 'legacy';
export type Readiness = 'ready' | 'migrated' | 'partial' | 'blocked';
export type Workflow = 'rapid' | 'staged' | 'full';

/** Where a point comes from. `path` only when it is another file than the agent's; relative to the workspace, with `/`. */
export interface Evidence extends Range {
  readonly message: string;
  readonly path?: string;
}

export interface FactorScore {
  readonly id: FactorId;
  readonly weight: number;
  readonly severity: Severity;
  /** weight × severity × 100, exact in steps of 0.5 with the default profile. */
  readonly points: number;
  readonly evidence: readonly Evidence[];
}

/** Score, level, track and readiness of one agent, each with evidence. Also the shape of an entry of `assess --json`. */
export interface Assessment {
  readonly path: string;
  readonly language: LanguageId;
  /** `null` for an agent without a class; such an agent is never rewritten. */
  readonly class: string | null;
  /** 1-based line of the class statement. */
  readonly line: number;
  readonly why: string;
  /** 0–100, exact; surfaces show it rounded half up. */
  readonly score: number;
  readonly level: RiskLevel;
  readonly track: Track;
  readonly readiness: Readiness;
  readonly reason: Reason | null;
  /** What keeps a partly migrated agent from being migrated, each with its line. */
  readonly leftovers?: readonly { readonly line: number; readonly message: string }[];
  readonly factors: readonly FactorScore[];
}

export interface ComponentEntry {
  readonly path: string;
  readonly class: string;
  readonly line: number;
  readonly why: string;
}

export interface ProblemEntry {
  readonly path: string;
  readonly code: ReasonCode;
  readonly line: number;
  readonly message: string;
}

export interface AssessmentSummary {
  readonly files: number;
  readonly agents: number;
  readonly migrated: number;
  readonly partial: number;
  readonly ready: number;
  readonly blocked: number;
  readonly adoptionPercent: number;
  readonly totalScore: number;
  readonly levels: Readonly<Record<RiskLevel, number>>;
  readonly tracks: Readonly<Record<Track, number>>;
  readonly elapsedMs: number;
}

/** What is known of one file: its agents, its components and why it cannot be read as a module. */
export interface FileAssessment {
  /** Relative to the workspace, with `/`. */
  readonly path: string;
  readonly language: LanguageId;
  /** SHA-256 of the bytes on disk, lower-case hex; empty when there are none, as of an unsaved buffer. */
  readonly sha256: string;
  readonly agents: readonly Assessment[];
  readonly components: readonly ComponentEntry[];
  readonly problems: readonly ProblemEntry[];
}

/** The document that `assess --json` prints. */
export interface AssessmentReport {
  readonly schemaVersion: 1;
  /** Settings of the risk profile that differ from the documented ones, such as `weights.fileSize`; absent when none does. */
  readonly changedSettings?: readonly string[];
  readonly summary: AssessmentSummary;
  readonly agents: readonly Assessment[];
  readonly components: readonly ComponentEntry[];
  readonly problems: readonly ProblemEntry[];
}
