import { counted } from '../../text/counted.js';
import type { CheckResult } from '../check-result.js';
import type { ParallelOutcome } from './compare-traces.js';
import type { Difference } from './difference.js';
import { lineOfDifference, type DifferenceSubject } from './line-of-difference.js';

/** Differences that are shown; one that matters makes many that follow from it. */
const shownDifferences = 20;

export interface FunctionalitySubject extends DifferenceSubject {
  /** Of the file that was run, relative to the workspace. */
  readonly path: string;
  /** Name and version. */
  readonly interpreter: string;
}

/** The third check: pass when both versions were seen to do the same, skipped when they could not be run. */
export function functionalityCheck(outcome: ParallelOutcome, subject: FunctionalitySubject): CheckResult {
  const id = 'functionality';
  const { interpreter } = subject;
  switch (outcome.kind) {
    case 'equivalent': {
      const calls = counted(outcome.calls, 'call');
      return {
        id,
        status: 'pass',
        detail: `The same in ${calls} on ${interpreter}${withNotRun(outcome.notRun)}.`,
        findings: [],
      };
    }
    case 'different': {
      const { call, what, legacy, migrated } = outcome.smallest;
      const others = outcome.differences.filter((one) => one !== outcome.smallest).slice(0, shownDifferences - 1);
      return {
        id,
        status: 'fail',
        detail: `${call}: ${what}: before: ${legacy}; now: ${migrated} (${interpreter})${withNotRun(outcome.notRun)}`,
        findings: [outcome.smallest, ...others].map((one) => asFinding(one, subject)),
      };
    }
    case 'unknown':
      return {
        id,
        status: 'skipped',
        detail: `It could not be run on ${interpreter}: ${outcome.reason}.`,
        findings: [],
      };
  }
}

const withNotRun = (notRun: readonly string[]): string =>
  notRun.length === 0 ? '' : `; not run: ${notRun.join('; ')}`;

function asFinding(difference: Difference, subject: FunctionalitySubject): CheckResult['findings'][number] {
  const { call, what, legacy, migrated } = difference;
  const place = { path: subject.path, line: lineOfDifference(difference, subject) };
  return { message: `${call}: ${what}`, ...place, expected: legacy, actual: migrated };
}
