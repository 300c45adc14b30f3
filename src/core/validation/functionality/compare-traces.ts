import type { Contract } from '../../contract/contract.js';
import { compareEnds } from './compare-ends.js';
import { compareSteps } from './compare-steps.js';
import { smallestOf, type Difference } from './difference.js';
import { intendedDifferences } from './intended-differences.js';
import type { RecordedStep, RecordedTrace } from './recorded-trace.js';

/** One scenario on both versions; a text says why there is no recording. */
export interface RecordedPair {
  /** As a person would name it: `started as a program`. */
  readonly scenario: string;
  readonly legacy: RecordedTrace | string;
  readonly migrated: RecordedTrace | string;
}

export type ParallelOutcome =
  /** `calls` were compared; `notRun` names what was not, and why. */
  | { readonly kind: 'equivalent'; readonly calls: number; readonly notRun: readonly string[] }
  | {
      readonly kind: 'different';
      readonly smallest: Difference;
      readonly differences: readonly Difference[];
      readonly notRun: readonly string[];
    }
  | { readonly kind: 'unknown'; readonly reason: string };

interface RunPair {
  readonly scenario: string;
  readonly legacy: RecordedTrace;
  readonly migrated: RecordedTrace;
}

/**
 * Compares what the two versions were seen to do, under what the contract says a migration changes on purpose. Before the last stage, which
 * is what `isComplete` says, the agent does not end what its base has begun.
 */
export function compareTraces(
  pairs: readonly RecordedPair[],
  contract: Contract,
  isComplete: boolean,
): ParallelOutcome {
  const notRun: string[] = [];
  const run = pairs.flatMap((pair) => runPair(pair, notRun) ?? []);
  const intended = intendedDifferences(
    contract,
    run.map(({ migrated }) => migrated),
  );
  const differences = run.flatMap(({ legacy, migrated }) => {
    const isCutOff = legacy.problem !== null || migrated.isLimit === true;
    const early = migrated.problem === null || isCutOff ? [] : [brokenBy(migrated)];
    const steps = pairedSteps(withoutProblem(legacy), migrated).flatMap(([one, other]) =>
      compareSteps(one, other, intended),
    );
    const ends =
      early.length > 0 || isCutOff ? [] : compareEnds(legacy, migrated, { ...intended, mayLeaveOpen: !isComplete });
    return [...early, ...steps, ...ends];
  });
  const smallest = smallestOf(differences);
  if (smallest) return { kind: 'different', smallest, differences, notRun };
  const calls = run.flatMap(({ legacy, migrated }) =>
    pairedSteps(legacy, migrated).filter(([{ method, asked }]) => (method ?? asked) !== undefined),
  ).length;
  if (calls === 0) return { kind: 'unknown', reason: notRun.join('; ') || 'nothing of the agent could be called' };
  return { kind: 'equivalent', calls, notRun };
}

function runPair({ scenario, legacy, migrated }: RecordedPair, notRun: string[]): RunPair | undefined {
  const missing = typeof legacy === 'string' ? legacy : typeof migrated === 'string' ? migrated : undefined;
  if (missing !== undefined || typeof legacy === 'string' || typeof migrated === 'string') {
    notRun.push(`${scenario}: ${missing ?? ''}`);
    return undefined;
  }
  const isBaseMissing = migrated.problem?.startsWith('the base class ') === true;
  const problem = legacy.problem ?? (isBaseMissing || migrated.isLimit ? migrated.problem : null);
  if (problem !== null) notRun.push(`${scenario}: ${problem}`);
  const [first, ...others] = legacy.leftOut;
  if (first !== undefined) {
    notRun.push(
      `${scenario}: ${first}${others.length === 0 ? '' : ` and ${others.length} other methods`}, for want of time`,
    );
  }
  return isBaseMissing ? undefined : { scenario, legacy, migrated };
}

/** What could not be imported, constructed or started as it was is no measure for what it is now, nor is what went on without it. */
function withoutProblem(legacy: RecordedTrace): RecordedTrace {
  if (legacy.problem === null) return legacy;
  const isCall = ({ method, asked }: RecordedStep): boolean => (method ?? asked) !== undefined;
  const failed = legacy.steps.findIndex(
    (step) => !isCall(step) && (step.outcome?.raised !== undefined || step.outcome?.pending === true),
  );
  return { ...legacy, steps: legacy.steps.filter((step, index) => failed < 0 || index < failed || isCall(step)) };
}

const brokenBy = ({ problem }: RecordedTrace): Difference => {
  return { call: 'the whole run', what: 'the agent', legacy: 'can be run', migrated: problem ?? '' };
};

/** Steps of the same name, in order: a call that was made several times is paired with its twin. */
function pairedSteps(
  legacy: RecordedTrace,
  migrated: RecordedTrace,
): readonly (readonly [RecordedStep, RecordedStep])[] {
  const waiting = new Map<string, RecordedStep[]>();
  for (const step of migrated.steps) waiting.set(step.name, [...(waiting.get(step.name) ?? []), step]);
  return legacy.steps.flatMap((step) => {
    const twin = waiting.get(step.name)?.shift();
    return twin ? [[step, twin] as const] : [];
  });
}
