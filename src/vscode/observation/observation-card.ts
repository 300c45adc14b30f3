import type { Migration, Rollback } from '../../core/journal/replay.js';
import { newestObservation, type RecordedObservation } from '../../core/observation/observation-record.js';
import type { Evidence, ObservationState } from '../../core/observation/verdict.js';
import { escapeMarkdown, inlineCode } from '../markdown.js';
import { timeLeft } from './time-left.js';

export interface CardSubject {
  readonly migration: Migration;
  readonly rollbacks: readonly Rollback[];
  /** How far it is, while this window watches. */
  readonly state?: ObservationState | undefined;
}

type Recorded = Evidence | NonNullable<RecordedObservation['decided']>['because'][number];

const ownerWords: Readonly<Record<Evidence['owner'], string>> = {
  agent: 'the migrated agent',
  other: 'another process',
  unknown: 'not known',
};

/** What became of an observation and why, as a Markdown document. */
export function observationCard({ migration, rollbacks, state }: CardSubject): string {
  const observation = newestObservation(migration.notes);
  const title = `# ${escapeMarkdown(migration.begun.classes.join(', ') || migration.path)}: observation`;
  if (observation === undefined) return `${title}\n\nIts migration was not observed.\n`;
  const { begun, decided } = observation;
  const because = decided?.because ?? state?.concerns ?? [];
  const quiet = decided?.quiet ?? [];
  return [
    title,
    headline(observation, rollbacks, migration, state),
    facts(migration, observation, state),
    ...(because.length === 0 ? [] : ['## Why', ...because.map(evidenceText)]),
    ...effects(state),
    ...(quiet.length === 0 ? [] : ['## What did not fire', quiet.map((rule) => `- ${inlineCode(rule)}`).join('\n')]),
    '## What was compared with',
    baselineText(begun),
    '',
  ].join('\n\n');
}

function headline(
  { decided, ended, startedAtMs }: RecordedObservation,
  rollbacks: readonly Rollback[],
  { id }: Migration,
  state: ObservationState | undefined,
): string {
  if (ended?.phase === 'cancelled') return `**Stopped.** ${escapeMarkdown(ended.text)}`;
  if (decided === undefined) {
    if (startedAtMs === undefined) return '**Waits** until the migrated code runs: restart the agent.';
    return state === undefined
      ? '**Interrupted.** It goes on when its folder is open.'
      : `**Runs**, ${timeLeft(state)}.`;
  }
  switch (decided.outcome) {
    case 'keep':
      return '**Passed.** The migration is kept.';
    case 'rollback': {
      const back = rollbacks.some(({ begun, state: how }) => begun.of === id && begun.automatic && how === 'applied');
      return back
        ? '**Failed, and rolled back by itself**: the file is as it was before, byte for byte.'
        : '**Failed.** The file was not rolled back by itself: it is for you to decide.';
    }
    case 'ask':
      return '**Asks you**: something happened that only a person can judge.';
    case 'inconclusive':
      return '**Inconclusive**: too little was seen for a verdict, which is neither a pass nor a reason to roll back.';
  }
}

function facts(
  { path, startedAtMs: migratedAtMs }: Migration,
  { begun, startedAtMs, ended }: RecordedObservation,
  state: ObservationState | undefined,
): string {
  // Older journals do not tell.
  const { contendedMs } = ended ?? state ?? {};
  const rows: readonly (readonly [string, string])[] = [
    ['File', inlineCode(path)],
    ['Migrated', moment(migratedAtMs)],
    ['Migrated code runs since', startedAtMs === undefined ? 'not yet' : moment(startedAtMs)],
    ['Asked for', `${minutes(begun.forMs)}, a sample every ${begun.intervalMs / 1000} s`],
    ['Observed', minutes(ended?.observedMs ?? state?.observedMs ?? 0)],
    ...(contendedMs === undefined
      ? []
      : [
          [
            'Not comparable',
            `${minutes(contendedMs)} of that, since others were busier or calmer than before`,
          ] as const,
        ]),
    ['Not observed', `${minutes(ended?.unobservedMs ?? state?.unobservedMs ?? 0)}, never counted as healthy`],
  ];
  return `| | |\n|---|---|\n${rows.map(([name, value]) => `| ${name} | ${value} |`).join('\n')}`;
}

function evidenceText({ rule, text, atMs, owner, samples }: Recorded): string {
  const seen = samples.map(({ atMs: at, value }) => `| ${moment(at)} | ${Number(value.toPrecision(4))} |`);
  const table = seen.length === 0 ? '' : `\n\n| Sample | Value |\n|---|--:|\n${seen.join('\n')}`;
  const cause =
    rule === 'observation' ? '' : `\n\nRule ${inlineCode(rule)}; whose growth it was: ${ownerWords[owner]}.`;
  return `**${moment(atMs)}** — ${escapeMarkdown(text)}${cause}${table}`;
}

function effects(state: ObservationState | undefined): readonly string[] {
  const lines = Object.entries(state?.effects ?? {}).map(([title, effect]) => `- ${title}: ${escapeMarkdown(effect)}`);
  return lines.length === 0 ? [] : ['## Before and after', lines.join('\n')];
}

function baselineText({ baseline }: RecordedObservation['begun']): string {
  const measured = Object.entries(baseline.metrics).map(
    ([id, buckets]) => `- ${inlineCode(id)}: ${buckets?.length ?? 0} one-minute medians before the migration`,
  );
  if (measured.length === 0) return 'Nothing: the agent was not measured in the day before its migration.';
  return measured.join('\n');
}

function moment(atMs: number): string {
  return new Date(atMs).toLocaleString(undefined, { dateStyle: 'short', timeStyle: 'medium' });
}

function minutes(ms: number): string {
  return `${Math.round(ms / 60_000)} min`;
}
