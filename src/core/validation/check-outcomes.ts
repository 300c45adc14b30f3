import type { CheckFinding, CheckId, CheckResult } from './check-result.js';

export const passes = (id: CheckId, detail: string): CheckResult => ({ id, status: 'pass', detail, findings: [] });

/** `detail` is the reason, as a sentence. */
export const isSkipped = (id: CheckId, detail: string): CheckResult => ({
  id,
  status: 'skipped',
  detail,
  findings: [],
});

/** The first finding is what is said in one line. */
export function fails(id: CheckId, findings: readonly [CheckFinding, ...CheckFinding[]]): CheckResult {
  const [{ message }, ...others] = findings;
  const more = others.length === 0 ? '' : ` (and ${others.length} more)`;
  return { id, status: 'fail', detail: `${message}${more}`, findings };
}
