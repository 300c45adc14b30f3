import { apart, apartOutcomes } from './apart.js';
import type { Difference } from './difference.js';
import { isHandle, isHealthOf, type IntendedDifferences } from './intended-differences.js';
import { areEqual, isRecord, madeRoom, plainName, withPlainNames, withPlainQuotes, written } from './recorded-names.js';
import type { RecordedEvent, RecordedOutcome, RecordedStep, RecordedValue } from './recorded-trace.js';

/** Effects that are compared at the end of the scenario, not call by call. */
const comparedAtTheEnd = new Set(['thread', 'close']);
/** When the program is over, nobody reads any more what the base has set to say so. */
const end = 'end';

/** What two recordings of the same call or request differ in. */
export function compareSteps(
  legacy: RecordedStep,
  migrated: RecordedStep,
  intended: IntendedDifferences,
): readonly Difference[] {
  const isGone = migrated.outcome?.absent === true || migrated.outcome?.inherited === true;
  if (isGone) return goneMethod(legacy, migrated);
  // What a loop has done when it was cut off says nothing about the loop.
  if (legacy.outcome?.pending && migrated.outcome?.pending) return [];
  return [
    ...compareOutcomes(legacy, migrated, intended),
    ...compareEvents(legacy, migrated, intended),
    ...compareAttributes(legacy, migrated, intended),
    ...compareWaiting(legacy, migrated),
  ];
}

/** A private method may go with what it served; a public one is somebody's to call, unless the base has it. */
function goneMethod(legacy: RecordedStep, migrated: RecordedStep): readonly Difference[] {
  const isLost =
    migrated.outcome?.absent === true &&
    legacy.outcome?.absent !== true &&
    legacy.isPrivate !== true &&
    legacy.method?.startsWith('_') === false;
  return isLost
    ? [{ call: legacy.name, what: 'the method', legacy: shownOutcome(legacy.outcome), migrated: 'there is none' }]
    : [];
}

/** Whoever is done sooner by the simulated clock has not waited for something; a base may add to the time. */
function compareWaiting(legacy: RecordedStep, migrated: RecordedStep): readonly Difference[] {
  const [before, after] = [legacy.tookMs, migrated.tookMs];
  if (before === undefined || after === undefined || after >= before) return [];
  const shown = (ms: number): string => (ms === 0 ? 'waits for nothing' : `waits for ${ms} ms`);
  return [{ call: legacy.name, what: 'what it waits for', legacy: shown(before), migrated: shown(after) }];
}

function compareOutcomes(
  legacy: RecordedStep,
  migrated: RecordedStep,
  intended: IntendedDifferences,
): readonly Difference[] {
  if (isSameOutcome(legacy, migrated, intended)) return [];
  const what = legacy.asked ? 'the reply' : 'the result';
  const [before, after] = apartOutcomes(legacy.outcome, migrated.outcome);
  return [{ call: legacy.name, what, legacy: shownOutcome(before), migrated: shownOutcome(after) }];
}

function isSameOutcome(legacy: RecordedStep, migrated: RecordedStep, intended: IntendedDifferences): boolean {
  const [before, after] = [asValue(legacy.outcome), asValue(migrated.outcome)];
  if (areEqual(before, after)) return true;
  const [one, other] = [legacy.outcome, migrated.outcome];
  if (intended.absorbsInterrupt && one?.raised?.type === 'KeyboardInterrupt' && other?.returned === null) return true;
  if (!intended.isHealth(migrated)) return false;
  if (one?.replied && other?.replied) {
    return one.replied.every((reply, index) => isHealthOf(reply, other.replied?.[index] ?? null, intended.healthKeys));
  }
  return (
    one?.returned !== undefined &&
    other?.returned !== undefined &&
    isHealthOf(one.returned, other.returned, intended.healthKeys)
  );
}

function asValue(outcome: RecordedOutcome | undefined): RecordedValue {
  if (outcome === undefined) return null;
  const { raised } = outcome;
  return raised ? { ...outcome, raised: { ...raised, message: withPlainQuotes(raised.message) } } : { ...outcome };
}

function shownOutcome(outcome: RecordedOutcome | undefined): string {
  if (outcome === undefined) return 'nothing';
  if (outcome.raised) return `raises ${outcome.raised.type}: ${outcome.raised.message}`;
  if (outcome.pending) return 'does not return';
  if (outcome.unheard) return 'nobody listens';
  if (outcome.absent) return 'there is no such method';
  if (outcome.replied) return outcome.replied.length === 0 ? 'no reply' : outcome.replied.map(shownValue).join(', ');
  return shownValue(outcome.returned ?? null);
}

/** Effects in order, for each thing that they were done to: what happens to different things may change places. */
function compareEvents(
  legacy: RecordedStep,
  migrated: RecordedStep,
  intended: IntendedDifferences,
): readonly Difference[] {
  const isKept = ({ kind, subject }: RecordedEvent): boolean => kind !== 'timer' || !intended.isGoneTimer(subject);
  const before = bySubject(
    legacy.events
      .filter(isKept)
      .filter(({ thread }) => !intended.handedOver.has(thread) && migrated.servedByBase !== true),
  );
  const after = bySubject(migrated.events.filter(isKept));
  const subjects = [...new Set([...before.keys(), ...after.keys()])];
  return subjects.flatMap((subject) => {
    const [one, other] = [before.get(subject) ?? [], after.get(subject) ?? []];
    if (areEqual(one, other)) return [];
    return [{ call: legacy.name, what: subject, legacy: shownEffects(one), migrated: shownEffects(other) }];
  });
}

function bySubject(events: readonly RecordedEvent[]): ReadonlyMap<string, readonly RecordedValue[]> {
  const groups = new Map<string, RecordedValue[]>();
  for (const { kind, subject, detail, base } of events) {
    if (base || comparedAtTheEnd.has(kind) || (kind === 'open' && / bind |^bind /.test(subject))) continue;
    const name = `${kind} ${subject}`;
    groups.set(name, [...(groups.get(name) ?? []), detail]);
  }
  return groups;
}

function shownEffects(details: readonly RecordedValue[]): string {
  if (details.length === 0) return 'does not happen';
  const told = details.filter((detail) => detail !== null).map(shownValue);
  return told.length > 0 ? told.join(', ') : `happens ${details.length === 1 ? 'once' : `${details.length} times`}`;
}

function compareAttributes(
  legacy: RecordedStep,
  migrated: RecordedStep,
  intended: IntendedDifferences,
): readonly Difference[] {
  const after = new Map(Object.entries(migrated.attributes));
  const renamed = new Map(
    [...after].filter(([name]) => madeRoom(name)).map(([name, value]) => [plainName(name), value]),
  );
  const lostOrOther = Object.entries(legacy.attributes).flatMap(([name, value]) => {
    const other = renamed.get(plainName(name)) ?? after.get(name);
    const isOver = legacy.name === end && intended.owned.has(name);
    return isOver || isSameAttribute(name, value, other, intended)
      ? []
      : [differentAttribute(legacy, name, value, other)];
  });
  const known = new Set(Object.keys(legacy.attributes).flatMap((name) => [name, plainName(name)]));
  const isNew = ([name, value]: [string, RecordedValue]): boolean =>
    !known.has(name) &&
    !(madeRoom(name) && known.has(plainName(name))) &&
    !intended.owned.has(name) &&
    !isHandle(value);
  return [
    ...lostOrOther,
    ...[...after].filter(isNew).map(([name, value]) => differentAttribute(legacy, name, undefined, value)),
  ];
}

function isSameAttribute(
  name: string,
  before: RecordedValue,
  after: RecordedValue | undefined,
  { owned }: IntendedDifferences,
): boolean {
  if (isHandle(before)) return true;
  if (after !== undefined && areEqual(before, after)) return true;
  if (!owned.has(name)) return false;
  // The base keeps its own there, in whatever form it needs; two plain values still mean the same thing to a reader.
  return after === undefined || isCompound(before) || isCompound(after);
}

const isCompound = (value: RecordedValue): boolean => value === null || isRecord(value) || Array.isArray(value);

function differentAttribute(
  step: RecordedStep,
  name: string,
  before?: RecordedValue,
  after?: RecordedValue,
): Difference {
  const shown = (value: RecordedValue | undefined): string => (value === undefined ? 'is not set' : shownValue(value));
  const [one, other] = before === undefined || after === undefined ? [before, after] : apart(before, after);
  return { call: step.name, what: `self.${name}`, legacy: shown(one), migrated: shown(other) };
}

function shownValue(value: RecordedValue): string {
  const text = written(withPlainNames(value));
  return text.length > 400 ? `${text.slice(0, 400)}…` : text;
}
