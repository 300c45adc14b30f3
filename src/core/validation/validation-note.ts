import * as v from 'valibot';
import type { RecordBody } from '../journal/record.js';
import type { Note } from '../journal/replay.js';
import { checkIds, type CheckResult } from './check-result.js';

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

const check = v.object({
  id: v.picklist(checkIds),
  status: v.picklist(['pass', 'fail', 'skipped']),
  detail: v.string(),
});
const schema = v.object({ sha256: v.string(), stage: v.optional(v.string()), checks: v.array(check) });

/** A check as the journal remembers it. */
export type NotedCheck = Readonly<v.InferOutput<typeof check>>;

/** The newest validation among a migration's notes; `undefined` when there is none that this version can read. */
export function newestValidation(notes: readonly Note[]): { readonly checks: readonly NotedCheck[] } | undefined {
  const read = notes.flatMap(({ topic, data }) => {
    const parsed = topic === validationTopic ? v.safeParse(schema, data) : undefined;
    return parsed?.success === true ? [parsed.output] : [];
  });
  return read.at(-1);
}
