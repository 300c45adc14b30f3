import { contestLock } from '../support/store/lock-contest.js';
import { raceSaves } from '../support/store/racing-saves.js';
import { trySaves } from '../support/store/savers.js';
import { judged, type Outcome, type Part } from './part.js';

export const concurrency: readonly Part[] = [
  { id: 'saves', promise: 'a save by another program at any operation of a migration is not lost', run: saves },
  { id: 'races', promise: 'nor is one by a second thread on a real disk, at any moment', run: races },
  {
    id: 'lock',
    promise: 'of many processes, some of them stopped and killed, one at a time holds the lock',
    run: lock,
  },
];

async function saves(every: number): Promise<Outcome> {
  const { trials, lost } = await trySaves({ every });
  return judged([`${trials} saves, ${lost.length} lost`], lost);
}

async function races(every: number, signal: AbortSignal): Promise<Outcome> {
  const result = await raceSaves({ overlaps: Math.ceil(50_000 / every), signal });
  const control = await raceSaves({ overlaps: 2000, careless: true });
  return judged(
    [
      `${result.saves} saves that overlap (${result.inPlace} in place, ${result.byRename} by rename), ${result.lost.length} lost`,
      `a check and a rename lose ${control.lost.length} of ${control.saves}`,
    ],
    [...result.lost, ...(control.lost.length === 0 ? ['a check and a rename are not found out'] : [])],
  );
}

async function lock(every: number): Promise<Outcome> {
  const result = await contestLock({ processes: 16, rounds: Math.ceil(1000 / every), kills: Math.ceil(200 / every) });
  const control = await contestLock({ processes: 4, rounds: 25, kills: 0, careless: true });
  return judged(
    [
      `${result.rounds} rounds by 16 processes, ${result.kills} killed, ${result.doubleHolders} double holders`,
      `a lock that takes the living for dead has ${control.doubleHolders} double holders`,
    ],
    [
      ...(result.doubleHolders > 0 ? ['two held the lock at once'] : []),
      ...(control.doubleHolders === 0 ? ['a careless lock is not found out'] : []),
    ],
  );
}
