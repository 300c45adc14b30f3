import type { ReportedMigration } from './reported-migration.js';
import { counted } from './wording.js';

/** What is to be said of a migration besides its state, a line each; the same words in every form of the report. */
export function migrationLines(migration: ReportedMigration): readonly string[] {
  const { dropped, removed, renamed, checks, rollbacks } = migration;
  return [
    ...listed('Not done, because a proof failed', dropped),
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

function listed(what: string, names: readonly string[]): readonly string[] {
  return names.length === 0 ? [] : [`${what}: ${names.join(', ')}`];
}

function observationLines({ observation }: ReportedMigration): readonly string[] {
  if (observation === null) return [];
  const { phase, observedMs, unobservedMs, because } = observation;
  const minutes = (ms: number | undefined): string => counted(Math.round((ms ?? 0) / 60_000), 'minute');
  const seen = observedMs === undefined ? '' : `, ${minutes(observedMs)} seen and ${minutes(unobservedMs)} not`;
  return [`Observation: ${phase}${seen}`, ...because];
}
