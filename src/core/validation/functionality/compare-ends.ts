import type { Difference } from './difference.js';
import type { IntendedDifferences } from './intended-differences.js';
import { plainName, withPlainQuotes } from './recorded-names.js';
import type { RecordedTrace } from './recorded-trace.js';

type Resource = RecordedTrace['resources'][number];

/** What is different when everything is over: who listened, what is left open, which threads were started and which go on. */
export function compareEnds(
  legacy: RecordedTrace,
  migrated: RecordedTrace,
  intended: IntendedDifferences & { readonly mayLeaveOpen: boolean },
): readonly Difference[] {
  return [
    ...compareResources(legacy, migrated, intended.mayLeaveOpen),
    ...compareThreads(legacy, migrated, intended),
    ...compareFailures(legacy, migrated),
  ];
}

const ended = (what: string, legacy: string, migrated: string): Difference => ({
  call: 'the whole run',
  what,
  legacy,
  migrated,
});

function compareResources(
  legacy: RecordedTrace,
  migrated: RecordedTrace,
  mayLeaveOpen: boolean,
): readonly Difference[] {
  const isOpen = ({ open, base }: Resource): boolean => open && !(mayLeaveOpen && base);
  const seen = migrated.resources.map((one) => ({ ...one, open: isOpen(one) }));
  const names = [...new Set([...legacy.resources, ...seen].map(({ name }) => name))];
  const closesAll =
    legacy.resources.some(({ kind }) => kind === 'socket') &&
    legacy.resources.every(({ open, kind }) => !open || kind === 'database');
  return names.flatMap((name) => {
    const before = legacy.resources.filter((one) => one.name === name);
    const after = seen.filter((one) => one.name === name);
    if (before.length > 0 && after.length === 0) return [ended(name, 'is opened', 'is never opened')];
    if (before.length === 0) return addedResource(name, after, closesAll);
    return leftOpen(before) === 0 && leftOpen(after) > 0 ? [ended(name, 'is closed', 'is left open')] : [];
  });
}

const leftOpen = (resources: readonly Resource[]): number => resources.filter(({ open }) => open).length;

/** The base may open what it needs, but an agent that closed everything must not leave that open. */
function addedResource(name: string, added: readonly Resource[], closesAll: boolean): readonly Difference[] {
  if (added.some(({ base, kind }) => !base && kind !== 'context')) return [ended(name, 'is never opened', 'is opened')];
  return closesAll && leftOpen(added.filter(({ kind }) => kind !== 'database')) > 0
    ? [ended(name, 'everything is closed', 'is left open')]
    : [];
}

function compareThreads(
  legacy: RecordedTrace,
  migrated: RecordedTrace,
  { handedOver, isGoneTimer }: IntendedDifferences,
): readonly Difference[] {
  const gone = new Set([...handedOver].map(plainName));
  const [before, after] = [startsOf(legacy, isGoneTimer), startsOf(migrated, isGoneTimer)];
  const started = [...new Set([...before.keys(), ...after.keys()])].filter((name) => !gone.has(name));
  const starts = started.flatMap((name) => {
    const [one, other] = [before.get(name) ?? 0, after.get(name) ?? 0];
    if (one === other) return [];
    return [{ ...ended(`thread ${name}`, startedTimes(one), startedTimes(other)), isCause: true } as const];
  });
  const stillAlive = migrated.threads.filter(
    ({ name, base }) => !base && !gone.has(plainName(name)) && !isGoneTimer(name),
  );
  const goOn = stillAlive.filter(({ name }) => !legacy.threads.some((one) => plainName(one.name) === plainName(name)));
  return [...starts, ...goOn.map(({ name }) => ended(`thread ${plainName(name)}`, 'ends', 'goes on'))];
}

function startsOf(
  { steps }: RecordedTrace,
  isGoneTimer: IntendedDifferences['isGoneTimer'],
): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  const started = steps
    .flatMap(({ events }) => events)
    .filter(({ kind, subject, base }) => !base && (kind === 'thread' || (kind === 'timer' && !isGoneTimer(subject))));
  for (const { subject } of started) counts.set(plainName(subject), (counts.get(plainName(subject)) ?? 0) + 1);
  return counts;
}

const startedTimes = (count: number): string =>
  count === 0 ? 'is not started' : count === 1 ? 'is started' : `is started ${count} times`;

function compareFailures(legacy: RecordedTrace, migrated: RecordedTrace): readonly Difference[] {
  const shown = ({ failures }: RecordedTrace): ReadonlyMap<string, string> =>
    new Map(
      failures
        .filter(({ base }) => !base)
        .map(({ name, error }) => [plainName(name), `ends with ${error.type}: ${withPlainQuotes(error.message)}`]),
    );
  const [before, after] = [shown(legacy), shown(migrated)];
  return [...after].flatMap(([name, error]) =>
    before.get(name) === error ? [] : [ended(`thread ${name}`, before.get(name) ?? 'ends well', error)],
  );
}
