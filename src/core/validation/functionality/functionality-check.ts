import type { CheckResult } from '../check-result.js';
import type { ParallelOutcome } from './compare-traces.js';
import type { Difference } from './difference.js';

/** Differences that are shown; one that matters makes many that follow from it. */
const shownDifferences = 20;

/** The third check: pass when both versions were seen to do the same, skipped when they could not be run. */
export function functionalityCheck(
  outcome: ParallelOutcome,
  { path, interpreter }: { readonly path: string; readonly interpreter: string },
): CheckResult {
  const id = 'functionality';
  switch (outcome.kind) {
    case 'equivalent': {
      const calls = `${outcome.calls} ${outcome.calls === 1 ? 'call' : 'calls'}`;
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
        findings: [outcome.smallest, ...others].map((one) => asFinding(one, path)),
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

function asFinding({ call, what, legacy, migrated }: Difference, path: string): CheckResult['findings'][number] {
  return { message: `${call}: ${what}`, path, expected: legacy, actual: migrated };
}
