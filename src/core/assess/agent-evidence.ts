import type { Signal } from '../facts/source-facts.js';
import type { Range } from '../text/span.js';
import type { Evidence, FactorId, Severity } from './assessment.js';
import type { RiskThresholds } from './profile.js';

/** Another agent that depends on the one being assessed, with the place that says so. */
export interface Dependent {
  /** Name of the depending agent, for people. */
  readonly agent: string;
  /** Where it says so: the depending agent's file, or a manifest. */
  readonly path: string;
  readonly range: Range;
  readonly how: 'imports' | 'lists' | 'calls';
}

/** Everything the factors of one agent are measured on; where it comes from is settled before. */
export interface AgentEvidence {
  readonly sizeBytes: number;
  /** Uses in the agent's file, except those inside the body of another agent class. */
  readonly signals: readonly Signal[];
  /** One entry per depending agent, sorted by path. */
  readonly dependents: readonly Dependent[];
  /** Files other than the agent's own that refer to it. */
  readonly referringFiles: readonly string[];
  /** The project's configuration names the agent as core. */
  readonly declaredCore: boolean;
  /** Where the agent is declared in its file. */
  readonly declaration: Range;
}

export interface Measurement {
  readonly severity: Severity;
  readonly evidence: readonly Evidence[];
}

/** One row of the risk matrix. */
export interface Factor {
  readonly id: FactorId;
  measure(evidence: AgentEvidence, thresholds: RiskThresholds): Measurement;
}

export const nothing: Measurement = { severity: 'none', evidence: [] };

/** The place of a use, said in the source's own words. */
export function asEvidence({ range, message }: Signal): Evidence {
  const { line, column, endLine, endColumn } = range;
  return { line, column, endLine, endColumn, message };
}
