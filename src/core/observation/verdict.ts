import type { SeenValue } from '../thresholds/check-run.js';
import type { MeasuredMetric } from './measured.js';

/** `ask`: something happened that only a person can judge. `inconclusive`: too little was seen; never a pass and never a rollback. */
export type Outcome = 'keep' | 'rollback' | 'ask' | 'inconclusive';

/** `pending`: the migrated code does not run yet. The other three ends are `passed`, `failed` and `inconclusive`. */
export type Phase = 'pending' | 'running' | 'passed' | 'failed' | 'inconclusive' | 'cancelled';

/** Whose growth it was that broke a limit. */
export type Owner = 'agent' | 'other' | 'unknown';

/** One reason of a verdict. */
export interface Evidence {
  /** Id of a check, or `degradation:` and the metric. */
  readonly rule: string;
  /** One sentence for a person. */
  readonly text: string;
  readonly atMs: number;
  readonly owner: Owner;
  readonly effect: 'rollback' | 'ask' | 'note' | 'dry-run';
  /** The samples that broke the limit, oldest first. */
  readonly samples: readonly SeenValue[];
}

export interface Verdict {
  readonly outcome: Outcome;
  readonly because: readonly Evidence[];
  /** What was watched and stayed quiet, in words. */
  readonly quiet: readonly string[];
  /** What was measured on both sides; absent in journals of earlier versions. */
  readonly measured?: readonly MeasuredMetric[];
}

/** How far an observation is. Times in milliseconds. */
export interface ObservationState {
  readonly phase: Phase;
  readonly startedAtMs: number;
  readonly untilMs: number;
  /** Time that was covered by samples of the agent, and time that was not: never counted as healthy. */
  readonly observedMs: number;
  readonly unobservedMs: number;
  /** Part of the observed time in which other work on the agent's GPU or the processors was not what it was before, so that a pass proves nothing. */
  readonly contendedMs: number;
  readonly warmUpLeftMs: number;
  readonly concerns: readonly Evidence[];
  /** Metrics that look more than 10 % worse without proof. */
  readonly suspected: readonly string[];
  /** Effect of the migration on each metric, in words. */
  readonly effects: Readonly<Record<string, string>>;
  /** Absent while it runs. */
  readonly verdict?: Verdict;
}
