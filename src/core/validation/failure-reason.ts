import type { Reason, ReasonCode } from '../reason.js';
import type { CheckId, CheckResult } from './check-result.js';

/** The nearest of the closed list; which check it was, and what it found, is said by the message. */
const codes: Readonly<Record<CheckId, ReasonCode>> = {
  // Text, marker and journal do not belong together any more.
  structure: 'stale',
  compile: 'does-not-compile',
  // Others get from the agent something else than before, or nothing: from its methods, its ports or its name.
  functionality: 'public-method-collision',
  integration: 'public-method-collision',
  // It takes longer than its baseline allows.
  performance: 'timeout',
};

/** Why a stage was taken back whose checks include one that failed; `undefined` when none did. */
export function failureReason(stage: string, checks: readonly CheckResult[]): Reason | undefined {
  const failed = checks.find(({ status }) => status === 'fail');
  if (!failed) return undefined;
  const { id, detail } = failed;
  return { code: codes[id], message: `The check "${id}" failed after ${stage}: ${detail}` };
}
