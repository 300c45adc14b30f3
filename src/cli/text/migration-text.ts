import type { MigrationEntry, MigrationReport } from '../../app/migration-report.js';

/** What a run of `migrate` has done, or would do, for people. */
export function migrationAsText({ migrations, dryRun }: MigrationReport): string {
  if (migrations.length === 0) return 'There is no agent to migrate.\n';
  const entries = migrations.map((entry) => entryAsText(entry, dryRun === true));
  return `${entries.join('')}${totals(migrations, dryRun === true)}\n`;
}

function entryAsText({ id, path, classes, status, stages, reason }: MigrationEntry, dryRun: boolean): string {
  // The stages before the one that failed its checks stand, by a migration of their own.
  const stands = status === 'rolled-back' ? stages.findLast((stage) => stage.status === 'applied') : undefined;
  const done = {
    applied: dryRun ? 'would be migrated' : 'migrated',
    partial: dryRun ? 'would be migrated in part' : 'migrated in part',
    unchanged: stages.some(({ left }) => left.length > 0) ? 'left as it is' : 'nothing to do',
    refused: 'refused',
    'rolled-back': stands ? `migrated through ${stands.stage}, rolled back from there on` : 'migrated and rolled back',
  }[status];
  const name = classes.length === 0 ? '' : ` (${classes.join(', ')})`;
  const why = reason === null ? '' : `: ${reason.message}`;
  const undo = id === null || (status === 'rolled-back' && !stands) ? '' : `  [${id}]`;
  const left = status === 'partial' || status === 'unchanged' ? stages.flatMap((stage) => stage.left) : [];
  const leftLines = left.map(({ class: owner, reason: text, line }) => {
    return `    left ${owner}${line === undefined ? '' : `, line ${line}`}: ${text}\n`;
  });
  return `${path}${name}: ${done}${why}${undo}\n${leftLines.join('')}`;
}

function totals(migrations: readonly MigrationEntry[], dryRun: boolean): string {
  const count = (...wanted: readonly MigrationEntry['status'][]): number =>
    migrations.filter(({ status }) => wanted.includes(status)).length;
  const parts = [
    `${count('applied', 'partial')} ${dryRun ? 'to migrate' : 'migrated'}`,
    `${count('unchanged')} unchanged`,
    `${count('refused')} refused`,
    ...(count('rolled-back') > 0 ? [`${count('rolled-back')} rolled back`] : []),
  ];
  return parts.join(', ');
}
