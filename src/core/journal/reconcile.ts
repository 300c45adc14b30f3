import type { ChainReading, JournalCondition } from './chain.js';

/** Which copy of the journal holds, and what has to be done to the other before anything new is written. */
export type Reconciliation =
  /** `state` is what the second copy needs: nothing, the text of the first, or the same after its present text was set aside. */
  | { readonly kind: 'use-folder'; readonly state: 'same' | 'replace' | 'set-aside' }
  | { readonly kind: 'use-state' }
  /** There is no journal yet. */
  | { readonly kind: 'start' }
  | { readonly kind: 'refuse'; readonly condition: JournalCondition; readonly stateIsSound: boolean };

/**
 * Compares the copy in the workspace folder with the one in the user's state directory. Both only ever grow, so of two believable
 * copies one begins with the other, and the longer one is what happened; a crash between the two writes leaves them so.
 */
export function reconcile(folder: ChainReading, state: ChainReading): Reconciliation {
  const stateIsSound = isBelievable(state) && beginsWith(state, folder);
  const unbelievable = [folder, state].find(({ condition }) => condition === 'newer') ?? folder;
  if (!isBelievable(unbelievable) && unbelievable.condition !== 'absent') {
    return { kind: 'refuse', condition: unbelievable.condition, stateIsSound };
  }
  if (folder.seals.length === 0 && state.condition === 'damaged') {
    return { kind: 'refuse', condition: 'damaged', stateIsSound: false };
  }
  if (folder.seals.length === 0) return isBelievable(state) ? { kind: 'use-state' } : { kind: 'start' };
  if (state.condition === 'absent') return { kind: 'use-folder', state: 'replace' };
  if (!isBelievable(state) || state.seals[0] !== folder.seals[0]) return { kind: 'use-folder', state: 'set-aside' };
  if (beginsWith(state, folder)) {
    const same = state.seals.length === folder.seals.length;
    return same
      ? { kind: 'use-folder', state: state.condition === 'sound' ? 'same' : 'replace' }
      : { kind: 'use-state' };
  }
  if (beginsWith(folder, state)) return { kind: 'use-folder', state: 'replace' };
  return { kind: 'refuse', condition: 'damaged', stateIsSound: false };
}

/** Something in it can be acted upon. */
function isBelievable({ condition, seals }: ChainReading): boolean {
  return (condition === 'sound' || condition === 'torn') && seals.length > 0;
}

/** A seal covers everything before it, so one comparison speaks for all. */
function beginsWith(longer: ChainReading, shorter: ChainReading): boolean {
  if (shorter.seals.length === 0) return true;
  return longer.seals[shorter.seals.length - 1] === shorter.seals.at(-1);
}
