import * as v from 'valibot';
import type { Note } from '../journal/replay.js';
import { checkActions, checkIds, type Check, type CheckTiming } from '../thresholds/check.js';
import { checksFor, type CheckRules } from '../thresholds/default-checks.js';
import type { Verdict } from './verdict.js';

/** Topic of the journal's notes about observations. */
export const observationTopic = 'observation';

const number = v.pipe(v.number(), v.finite());
const pair = v.object({ warning: number, critical: number });
const limits = v.object({
  vramPercent: pair,
  temperatureCelsius: pair,
  load: v.object({ absolute: number, perCore: number }),
  responseMs: number,
});
const rule = v.partial(
  v.object({ forMs: number, clearForMs: number, action: v.picklist(checkActions), dryRun: v.boolean() }),
);
const rules = v.record(v.picklist(checkIds), rule);
const buckets = v.array(v.object({ atMs: number, median: number }));
const baseline = v.object({
  fromMs: number,
  toMs: number,
  metrics: v.partial(v.object({ responseMs: buckets, vramMiB: buckets, throughput: buckets })),
  foreignMiB: v.record(v.string(), number),
  othersLoadPerCore: v.exactOptional(number),
  peakVramMiB: v.exactOptional(number),
  cpuCores: v.exactOptional(number),
  load1: v.exactOptional(number),
  answered: v.boolean(),
});

const evidence = v.object({
  rule: v.string(),
  text: v.string(),
  atMs: number,
  owner: v.picklist(['agent', 'other', 'unknown']),
  effect: v.picklist(['rollback', 'ask', 'note', 'dry-run']),
  samples: v.array(v.object({ atMs: number, value: number })),
});

/** An observation was asked for; everything that is needed to go on with it after a restart. */
const begun = v.object({
  event: v.literal('begun'),
  agent: v.string(),
  forMs: number,
  warmUpMs: number,
  intervalMs: number,
  limits,
  rules,
  baseline,
});

/** The migrated code runs since then. */
const running = v.object({ event: v.literal('running'), startedAtMs: number });

const minutes = v.object({
  median: number,
  low: v.exactOptional(number),
  high: v.exactOptional(number),
  minutes: number,
});
const change = v.object({ shift: number, low: number, high: number });
const measured = v.object({
  metric: v.picklist(['responseMs', 'vramMiB', 'throughput']),
  before: minutes,
  after: minutes,
  change: v.exactOptional(change),
});

/** Written before anything follows from it: a rollback is decided once and for all. */
const decided = v.object({
  event: v.literal('decided'),
  outcome: v.picklist(['keep', 'rollback', 'ask', 'inconclusive']),
  because: v.array(evidence),
  quiet: v.array(v.string()),
  /** Absent in journals of earlier versions. */
  measured: v.exactOptional(v.array(measured)),
});

const ended = v.object({
  event: v.literal('ended'),
  phase: v.picklist(['passed', 'failed', 'inconclusive', 'cancelled']),
  observedMs: number,
  unobservedMs: number,
  /** The part of the observed time in which nothing was compared; absent in older journals. */
  contendedMs: v.optional(number),
  text: v.string(),
});

const schema = v.variant('event', [begun, running, decided, ended]);

/** The record of an observation that begins, checked, as it will be read. */
export function begunRecord(
  request: Readonly<Record<keyof Omit<ObservationBegun, 'event'>, unknown>>,
): ObservationBegun {
  return v.parse(begun, { event: 'begun', ...request });
}

/** The record of a verdict. */
export function decidedRecord(verdict: Verdict): ObservationDecided {
  return v.parse(decided, { event: 'decided', ...verdict });
}

/** What the journal says about an observation, in the data of a note. */
export type ObservationRecord = v.InferOutput<typeof schema>;
export type ObservationBegun = v.InferOutput<typeof begun>;
export type ObservationDecided = v.InferOutput<typeof decided>;
export type ObservationEnded = v.InferOutput<typeof ended>;

/** An observation as its notes tell it. */
export interface RecordedObservation {
  readonly begun: ObservationBegun;
  readonly begunAtMs: number;
  readonly startedAtMs?: number;
  readonly decided?: ObservationDecided;
  readonly ended?: ObservationEnded;
}

/** The newest observation among a migration's notes; `undefined` when there is none. Notes of later versions are passed over. */
export function newestObservation(notes: readonly Note[]): RecordedObservation | undefined {
  let newest: RecordedObservation | undefined;
  for (const { topic, atMs, data } of notes) {
    const parsed = topic === observationTopic ? v.safeParse(schema, data) : undefined;
    if (parsed?.success !== true) continue;
    const record = parsed.output;
    if (record.event === 'begun') newest = { begun: record, begunAtMs: atMs };
    else if (newest === undefined) continue;
    else if (record.event === 'running') newest = { ...newest, startedAtMs: record.startedAtMs };
    else if (record.event === 'decided') newest = { ...newest, decided: record };
    else newest = { ...newest, ended: record };
  }
  return newest;
}

/** The checks that were in force when an observation began. */
export function checksOf({ limits: written, rules: changed }: ObservationBegun): readonly Check[] {
  return checksFor(written, withoutGaps(changed));
}

function withoutGaps(written: ObservationBegun['rules']): CheckRules {
  const entries = Object.entries(written).map(([id, one]) => [id, defined(one)] as const);
  return Object.fromEntries(entries);
}

function defined(timing: { readonly [Key in keyof CheckTiming]?: CheckTiming[Key] | undefined }): Partial<CheckTiming> {
  return Object.fromEntries(Object.entries(timing).filter(([, value]) => value !== undefined));
}
