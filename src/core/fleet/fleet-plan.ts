import type { Assessment, AssessmentSummary, Workflow } from '../assess/assessment.js';
import type { Dependent } from '../assess/agent-evidence.js';
import type { Reason } from '../reason.js';
import type { AgentPlace } from '../workspace/agent-references.js';

/** One agent that another one needs, with the first place that says so. */
export interface FleetDependency extends AgentPlace {
  readonly how: Dependent['how'];
  readonly where: { readonly path: string; readonly line: number };
}

/** An agent and its place in the order of a fleet. */
export interface FleetAgent extends Pick<
  Assessment,
  'path' | 'class' | 'line' | 'score' | 'level' | 'track' | 'readiness'
> {
  readonly workflow: Workflow;
  /** Agents of waves that need each other share a unit and are moved together; numbered from 1. */
  readonly unit: number;
  readonly dependsOn: readonly FleetDependency[];
  /** Agents that need this one, directly or through others, its own unit not counted. */
  readonly blastRadius: number;
}

/** Agents that are moved together, after everything they need and before what needs them. */
export interface Wave {
  /** From 1. */
  readonly number: number;
  /** The first wave of all is one unit only: it shows on the least risky agents whether the way is sound. */
  readonly isCanary: boolean;
  /** The strictest workflow that one of its agents asks for. */
  readonly workflow: Workflow;
  readonly totalScore: number;
  /** Agents outside the wave that need one of its agents, directly or through others. */
  readonly blastRadius: number;
  /** By rising score. */
  readonly agents: readonly FleetAgent[];
}

/** An agent that no wave moves. */
export interface LeftAgent extends AgentPlace {
  readonly line: number;
  readonly why: 'migrated' | 'preserved' | 'blocked' | 'no-class';
  readonly reason: Reason | null;
  /** Why the team keeps it, in the words of the project configuration; absent where the assessment alone says so. */
  readonly kept?: string;
}

/** In which order the agents of a workspace are migrated. Also the document that `fleet --json` prints. */
export interface FleetPlan {
  readonly schemaVersion: 1;
  readonly summary: Pick<
    AssessmentSummary,
    'agents' | 'migrated' | 'partial' | 'ready' | 'blocked' | 'adoptionPercent'
  > & { readonly waves: number; readonly dependencies: number };
  readonly waves: readonly Wave[];
  readonly left: readonly LeftAgent[];
}
