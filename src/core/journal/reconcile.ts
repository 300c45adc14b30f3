import type { ChainReading, JournalCondition } from './chain.js';

/** Which copy of the journal holds, and what has to be done to the other before anything new is written. */
export type Reconciliation =
  /** `state` is what the second copy needs: nothing, the text of the first, or the same after its present text was set aside. */
  | { readonly kind: 'use-folder'; readonly state: 'same' | 'replace' | 'set-aside' }
  /** `folder` is what the first copy needs before it takes the text of the second. */
  | { readonly kind: 'use-state'; readonly folder: 'replace' | 'set-aside' }
  /** There is no journal yet. */
  | { readonly kind: 'start' }
  | {
      readonly kind: 'refuse';
      readonly condition: JournalCondition;
      readonly stateIsSound: boolean;
      readonly haveParted?: true;
    };

const useState = { kind: 'use-state', folder: 'replace' } as const;

/** Both are whole and go on differently after a common beginning: the folder was copied, and work went on in both. */
const parted = { kind: 'refuse', condition: 'damaged', stateIsSound: false, haveParted: true } as const;

/**
 * Compares the copy in the workspace folder with the one in the user's state directory. Both only ever grow, so of two believable
 * copies one begins with the other, and the longer one is what happened; a crash between the two writes leaves them so.
 */
export function reconcile(folder: ChainReading, state: ChainReading): Reconciliation {
  const stateIsSound = isBelievable(state) && beginsWith(state, folder);
  const refuse = (condition: JournalCondition): Reconciliation => ({ kind: 'refuse', condition, stateIsSound });
  if (folder.condition === 'newer' || state.condition === 'newer') return refuse('newer');
  if (folder.condition === 'foreign') return refuse('foreign');
  if (folder.condition === 'damaged') {
    // The state's copy is written first: a power cut that spoiled the last line of the folder's has left it whole there.
    const heals = folder.onlyEndIsBad && stateIsSound && state.seals.length > folder.seals.length;
    return heals ? { kind: 'use-state', folder: 'set-aside' } : refuse('damaged');
  }
  if (folder.seals.length > 0) return againstState(folder, state);
  if (isBelievable(state)) return useState;
  // Nothing is begun before the first line is in both: a power cut that spoiled it spoiled no more than that.
  const isFirstLine = state.onlyEndIsBad && state.seals.length === 0;
  return state.condition === 'damaged' && !isFirstLine ? refuse('damaged') : { kind: 'start' };
}

function againstState(folder: ChainReading, state: ChainReading): Reconciliation {
  if (state.condition === 'absent') return { kind: 'use-folder', state: 'replace' };
  if (!isBelievable(state) || state.seals[0] !== folder.seals[0]) return { kind: 'use-folder', state: 'set-aside' };
  if (state.seals.length > folder.seals.length) {
    return beginsWith(state, folder) ? useState : parted;
  }
  if (!beginsWith(folder, state)) return parted;
  const same = state.seals.length === folder.seals.length && state.condition === 'sound';
  return { kind: 'use-folder', state: same ? 'same' : 'replace' };
}

/** Something in it can be acted upon. */
function isBelievable({ condition, seals }: ChainReading): boolean {
  return (condition === 'sound' || condition === 'torn') && seals.length > 0;
}

/** A seal covers everything before it, so one comparison speaks for all. Of nothing there is no last seal on either side. */
function beginsWith(longer: ChainReading, shorter: ChainReading): boolean {
  return longer.seals[shorter.seals.length - 1] === shorter.seals.at(-1);
}
