import * as v from 'valibot';
import type { RecordedTrace, RecordedValue } from '../../../core/validation/functionality/recorded-trace.js';

const value: v.GenericSchema<RecordedValue> = v.lazy(() =>
  v.union([v.null(), v.boolean(), v.number(), v.string(), v.array(value), v.record(v.string(), value)]),
);
const error = v.object({ type: v.string(), message: v.string() });
const outcome = v.object({
  returned: v.exactOptional(value),
  raised: v.exactOptional(error),
  pending: v.exactOptional(v.literal(true)),
  replied: v.exactOptional(v.array(value)),
  unheard: v.exactOptional(v.literal(true)),
  absent: v.exactOptional(v.literal(true)),
  inherited: v.exactOptional(v.literal(true)),
});
const event = v.object({ kind: v.string(), subject: v.string(), detail: value, base: v.boolean(), thread: v.string() });
const step = v.object({
  name: v.string(),
  outcome: v.exactOptional(outcome),
  method: v.exactOptional(v.string()),
  isPrivate: v.exactOptional(v.literal(true)),
  asked: v.exactOptional(v.tuple([v.string(), v.number()])),
  servedByBase: v.exactOptional(v.boolean()),
  tookMs: v.exactOptional(v.number()),
  events: v.array(event),
  attributes: v.record(v.string(), value),
});
const trace: v.GenericSchema<unknown, RecordedTrace> = v.object({
  steps: v.array(step),
  resources: v.array(v.object({ kind: v.string(), name: v.string(), open: v.boolean(), base: v.boolean() })),
  threads: v.array(v.object({ name: v.string(), base: v.boolean() })),
  failures: v.array(v.object({ name: v.string(), base: v.boolean(), error })),
  baseAttributes: v.array(v.string()),
  leftOut: v.array(v.string()),
  doubles: v.array(v.string()),
  problem: v.nullable(v.string()),
  isLimit: v.exactOptional(v.boolean()),
});

/** One line that the harness wrote; `undefined` for anything else that an agent may have written in its place. */
export function readTrace(line: string): RecordedTrace | undefined {
  try {
    const read = v.safeParse(trace, JSON.parse(line));
    return read.success ? read.output : undefined;
  } catch {
    return undefined;
  }
}
