import { rollBackOnFullDisk, tryMigrationsOnFullDisks } from '../support/store/full-disk.js';
import { trySmallDisks } from '../support/store/small-disk.js';
import { judged, type Outcome, type Part } from './part.js';

export const space: readonly Part[] = [
  { id: 'room', promise: 'a migration on a disk with little room damages nothing', run: littleRoom },
  {
    id: 'small-disk',
    promise: 'the same on a real disk, where a full one is rolled back from the reserve',
    run: smallDisk,
  },
];

async function littleRoom(every: number): Promise<Outcome> {
  const { trials, migrated, refused, damages } = await tryMigrationsOnFullDisks(4096 * every);
  const { isOriginal } = await rollBackOnFullDisk();
  const counted = `${trials} disks: ${migrated} migrated, ${refused} refused, ${damages.length} damaged`;
  return judged([counted], [...damages, ...(isOriginal ? [] : ['not rolled back on a full disk'])]);
}

function smallDisk(every: number): Promise<Outcome> {
  const result = trySmallDisks(16_384 * every);
  if ('skipped' in result) return Promise.resolve({ result: 'skipped', lines: [result.skipped] });
  const { trials, migrated, refused, rolledBack, damages } = result;
  const counted = `${trials} amounts of room: ${migrated} migrated, ${refused} refused; ${rolledBack} rolled back with no byte left`;
  return Promise.resolve(judged([counted], damages));
}
