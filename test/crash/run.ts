// Everything the store promises, tried out in full: `npm run test:crash [-- --every N --cuts N]`. Minutes; a sample runs with the unit tests.
import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { anyFile, migrateAndRollBack } from '../support/store/byte-fidelity.js';
import { anyDamage, everyPoint, type CrashCount } from '../support/store/crash-points.js';
import { rollBackOnFullDisk, tryMigrationsOnFullDisks } from '../support/store/full-disk.js';
import { contestLock } from '../support/store/lock-contest.js';
import { trySaves } from '../support/store/savers.js';

const { values } = parseArgs({
  options: { every: { type: 'string', default: '1' }, cuts: { type: 'string', default: '20' } },
});
const every = Number(values.every);
const files = Math.ceil(10_000 / every);

async function part(name: string, work: () => Promise<boolean>): Promise<void> {
  const started = performance.now();
  const passed = await work();
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  console.log(`${passed ? 'ok    ' : 'FAILED'} ${name} (${seconds} s)`);
  if (!passed) process.exitCode = 1;
}

await part('crashes at the operations of every journey', async () => {
  const counts = await everyPoint({ every, cuts: Number(values.cuts) });
  for (const [kind, count] of Object.entries<CrashCount>(counts)) {
    console.log(`       ${kind}: ${count.points} points, ${count.damages.length} damaged`);
    for (const { scenario, crash, problems } of count.damages.slice(0, 5)) {
      console.log(`         ${scenario}, ${crash}: ${problems.join('; ')}`);
    }
  }
  return !anyDamage(counts);
});

await part('saves by other programs at the operations of a migration', async () => {
  const { trials, lost } = await trySaves({ every });
  console.log(`       ${trials} saves, ${lost.length} lost`);
  for (const one of lost.slice(0, 5)) console.log(`         ${one}`);
  return lost.length === 0;
});

await part('migrations on disks with little room', async () => {
  const { trials, migrated, refused, damages } = await tryMigrationsOnFullDisks(4096 * every);
  console.log(`       ${trials} disks: ${migrated} migrated, ${refused} refused, ${damages.length} damaged`);
  return damages.length === 0 && (await rollBackOnFullDisk()).isOriginal;
});

await part(`${files} files of any bytes, migrated and rolled back`, async () => {
  const property = fc.asyncProperty(anyFile, async (content) => (await migrateAndRollBack(content)) === content);
  const { failed, counterexample } = await fc.check(property, { numRuns: files });
  if (failed) console.log(`       ${JSON.stringify(counterexample)}`);
  return !failed;
});

await part(`${files} files of any bytes, migrated, edited and rolled back`, async () => {
  const edit = (text: string): string => `${text}\nadded = 1`;
  const property = fc.asyncProperty(
    anyFile,
    async (content) => (await migrateAndRollBack(content, edit)) === edit(content),
  );
  const { failed, counterexample } = await fc.check(property, { numRuns: files });
  if (failed) console.log(`       ${JSON.stringify(counterexample)}`);
  return !failed;
});

await part('one lock, many processes, some of them stopped and killed', async () => {
  const result = await contestLock({ processes: 8, rounds: Math.ceil(200 / every), kills: Math.ceil(60 / every) });
  console.log(`       ${result.rounds} rounds, ${result.kills} killed, ${result.doubleHolders} double holders`);
  return result.doubleHolders === 0;
});
