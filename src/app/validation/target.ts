import { isStanding, type Migration } from '../../core/journal/replay.js';
import { RefusedError } from '../../core/reason.js';
import type { JournalView } from '../ports/migration-store.js';

/**
 * The migration of an id, or the newest one of a file that stands; `undefined` for a file of which none does. Throws `RefusedError` when the
 * journal cannot be believed, and for a migration that does not stand.
 */
export function migrationToValidate({ history, warning }: JournalView, target: string): Migration | undefined {
  if (warning !== undefined) throw new RefusedError({ code: 'foreign-journal', message: warning });
  const named = history.migrations.find(({ id }) => id === target);
  if (named === undefined) return history.migrations.findLast((one) => one.path === target && isStanding(one));
  if (isStanding(named)) return named;
  const message =
    named.state === 'unfinished'
      ? `${target} was interrupted. Recover it first; then it can be validated.`
      : `${target} does not stand any more: nothing of it is in ${named.path}. Name the file to validate it as it is.`;
  throw new RefusedError({ code: named.state === 'unfinished' ? 'locked' : 'stale', message });
}
