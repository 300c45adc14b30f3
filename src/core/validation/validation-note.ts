import type { RecordBody } from '../journal/record.js';
import type { CheckResult } from './check-result.js';

/** Topic of the notes in which the journal keeps validations. */
const validationTopic = 'validation';

export interface ValidatedBytes {
  /** Of what was validated. */
  readonly sha256: string;
  /** Absent for a validation on demand. */
  readonly stage?: string;
  readonly checks: readonly CheckResult[];
}

/** The record of a validation: hashes and verdicts, and no line of the source. */
export function noteOfValidation(id: string, { sha256, stage, checks }: ValidatedBytes): RecordBody {
  const verdicts = checks.map((check) => ({ id: check.id, status: check.status, detail: check.detail }));
  const data = { sha256, ...(stage === undefined ? {} : { stage }), checks: verdicts };
  return { kind: 'noted', id, topic: validationTopic, data };
}
