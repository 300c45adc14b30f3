import { counted } from '../text/counted.js';
import { roundedScore } from '../assess/level.js';
import type { MedianInterval } from '../observation/measured.js';
import type { ReportedMigration } from './reported-migration.js';
import type { ReportedTelemetry } from './reported-observation.js';
import type { ReportedScores } from './reported-score.js';

/** What is to be said of a migration besides its state, a line each; the same words in every form of the report. */
export function migrationLines(migration: ReportedMigration): readonly string[] {
  const { deviations, removed, renamed, checks, rollbacks } = migration;
  return [
    ...deviations.map((one) => `Deviation: ${one}`),
    ...listed('Taken away', removed),
    ...listed('Renamed', renamed),
    ...checks.map(({ id, status, detail }) => `Check ${id}: ${status}. ${detail}`),
    ...rollbacks.map(({ to, at, state, automatic, merged }) => {
      const how = [automatic ? 'by itself' : 'by a person', ...(merged ? ['later edits kept'] : [])].join(', ');
      return `Rollback to ${to} at ${at}, ${how}: ${state}`;
    }),
    ...observationLines(migration),
  ];
}

/** Such as `35 → 30`; a side whose checkpoint is gone is not known. */
export function scoreChange({ before, after }: ReportedScores): string {
  const side = (one: ReportedScores['before']): string =>
    one === null ? 'not known' : String(roundedScore(one.score));
  return `${side(before)} → ${side(after)}`;
}

/** Such as `1.4 s` or `3 minutes`; empty when the migration never counted. */
export function tookText(tookMs: number | null): string {
  if (tookMs === null) return '';
  return tookMs < 120_000 ? `${(tookMs / 1000).toFixed(1)} s` : counted(Math.round(tookMs / 60_000), 'minute');
}

function listed(what: string, names: readonly string[]): readonly string[] {
  return names.length === 0 ? [] : [`${what}: ${names.join(', ')}`];
}

function observationLines({ observation }: ReportedMigration): readonly string[] {
  if (observation === null) return [];
  const { phase, begunAt, forMs, observedMs, unobservedMs, because, telemetry } = observation;
  const minutes = (ms: number | undefined): string => counted(Math.round((ms ?? 0) / 60_000), 'minute');
  const seen = observedMs === undefined ? '' : `, ${minutes(observedMs)} seen and ${minutes(unobservedMs)} not`;
  return [
    `Observation of ${minutes(forMs)} from ${begunAt}: ${phase}${seen}`,
    ...because,
    ...telemetry.map(telemetryLine),
  ];
}

/** Such as `Response time, median: 201 ms (198 … 205, 60 minutes) before, 207 ms (203 … 210, 60 minutes) after, +3 % (+1 … +5)`. */
function telemetryLine({ metric, unit, before, after, change }: ReportedTelemetry): string {
  const title = metric.charAt(0).toUpperCase() + metric.slice(1);
  const percent = (share: number): string => `${share < 0 ? '−' : '+'}${Math.abs(100 * share).toFixed(1)}`;
  const changed =
    change === null ? '' : `, ${percent(change.shift)} % (${percent(change.low)} … ${percent(change.high)})`;
  return `${title}, median with 95 % interval: ${side(before, unit)} before, ${side(after, unit)} after${changed}`;
}

function side(interval: MedianInterval | null, unit: string): string {
  if (interval === null) return 'not measured';
  const { median, low, high, minutes } = interval;
  const bounds = low === undefined || high === undefined ? 'no interval' : `${amount(low)} … ${amount(high)}`;
  return `${amount(median)}${unit === '' ? '' : ` ${unit}`} (${bounds}, ${counted(minutes, 'minute')})`;
}

/** Three digits, and no more than were measured. */
function amount(value: number): string {
  return String(Number(value.toPrecision(3)));
}
