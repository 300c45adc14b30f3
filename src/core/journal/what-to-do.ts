import type { MigrationBegun, RollbackBegun } from './record.js';

/** What is on disk where an unfinished change was at work: the SHA-256 of the file, or nothing. */
export type FoundFile = { readonly sha256: string } | 'absent';

/**
 * What recovery does with an unfinished change: `finish` it (the file has the new bytes), take it back (`restore` writes the old bytes,
 * `close` only records that the file never changed), or `ask` a person.
 */
export type Remedy =
  | { readonly kind: 'finish' }
  | { readonly kind: 'close' }
  | { readonly kind: 'restore' }
  | { readonly kind: 'ask'; readonly because: string };

/** Never guesses: only bytes that we know are acted upon, and new bytes that still await their validation are not trusted. */
export function whatToDo(begun: MigrationBegun | RollbackBegun, found: FoundFile): Remedy {
  if (found === 'absent') {
    if (begun.kind === 'rollback-begun' && begun.restoresDeleted) return { kind: 'close' };
    return { kind: 'ask', because: `${begun.path} was deleted while the change was under way.` };
  }
  if (found.sha256 === begun.before.sha256) return { kind: 'close' };
  if (found.sha256 !== begun.after.sha256) {
    return { kind: 'ask', because: `${begun.path} was edited while the change was under way.` };
  }
  return begun.kind === 'migration-begun' && begun.validates ? { kind: 'restore' } : { kind: 'finish' };
}
