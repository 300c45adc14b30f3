import { workflowOf } from '../assess/workflow.js';
import { sha256At, type Migration } from '../journal/replay.js';
import { newestObservation } from '../observation/observation-record.js';
import { newestValidation } from '../validation/validation-note.js';
import { listed } from '../text/listed.js';
import type { ReportedScores } from './reported-score.js';

export interface DeviationSources {
  readonly scores: readonly ReportedScores[];
  /** No later migration of the file stands on it. */
  readonly isNewest: boolean;
  /** SHA-256 of the file today; `undefined` where it is not known. */
  readonly sha256Today: string | undefined;
}

/** Where a migration that stands departs from its plan, or from the workflow that its risk asks for; a sentence each. */
export function deviationsOf(
  migration: Migration,
  { scores, isNewest, sha256Today }: DeviationSources,
): readonly string[] {
  const { begun, state, notes } = migration;
  const dropped = begun.stages.filter(({ status }) => status === 'dropped').map(({ stage }) => stage);
  const incomplete = dropped.length === 0 ? [] : [`Not done, because a proof failed: ${dropped.join(', ')}.`];
  if (state !== 'applied' || !isNewest) return incomplete;
  const skipped = newestValidation(notes)?.checks.find(({ id, status }) => id === 'functionality' && status !== 'pass');
  const isFull = scores.some(({ before }) => before !== null && workflowOf(before.level, before.track) === 'full');
  const missing = [
    ...(newestValidation(notes) === undefined ? ['a validation'] : []),
    ...(skipped === undefined ? [] : ['a parallel test']),
    ...(newestObservation(notes) === undefined ? ['an observation'] : []),
  ];
  const isEdited = sha256Today !== undefined && sha256Today !== sha256At(migration, migration.position);
  return [
    ...incomplete,
    ...(begun.through === 'integration' ? [] : [`Only migrated through ${begun.through}.`]),
    ...(isFull && missing.length > 0
      ? [`Its risk asks for the full framework; it stands without ${listed(missing)}.`]
      : []),
    ...(isEdited ? ['The file was edited since.'] : []),
  ];
}
