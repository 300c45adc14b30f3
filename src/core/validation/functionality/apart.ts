import { areEqual, isRecord } from './recorded-names.js';
import type { RecordedOutcome, RecordedValue } from './recorded-trace.js';

/** Two values without what they have in common, for a person to read: of a reply with many keys only those that differ. */
export function apart(one: RecordedValue, other: RecordedValue): readonly [RecordedValue, RecordedValue] {
  if (!isRecord(one) || !isRecord(other)) return [one, other];
  const before = new Map<string, RecordedValue>();
  const after = new Map<string, RecordedValue>();
  for (const key of new Set([...Object.keys(one), ...Object.keys(other)])) {
    const [first, second] = [one[key], other[key]];
    if (first !== undefined && second !== undefined && areEqual(first, second)) continue;
    const [left, right] = first !== undefined && second !== undefined ? apart(first, second) : [first, second];
    if (left !== undefined) before.set(key, left);
    if (right !== undefined) after.set(key, right);
  }
  return [Object.fromEntries(before), Object.fromEntries(after)];
}

/** The same of what two calls or requests came to. */
export function apartOutcomes(
  one: RecordedOutcome | undefined,
  other: RecordedOutcome | undefined,
): readonly [RecordedOutcome | undefined, RecordedOutcome | undefined] {
  if (one?.returned !== undefined && other?.returned !== undefined) {
    const [before, after] = apart(one.returned, other.returned);
    return [{ returned: before }, { returned: after }];
  }
  const [reply, ...more] = one?.replied ?? [];
  const [otherReply, ...others] = other?.replied ?? [];
  if (reply === undefined || otherReply === undefined || more.length + others.length > 0) return [one, other];
  const [before, after] = apart(reply, otherReply);
  return [{ replied: [before] }, { replied: [after] }];
}
