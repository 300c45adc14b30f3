// Every operation of every scenario as a crash point: `npm run test:crash [-- --every N]`.
import { parseArgs } from 'node:util';
import { anyDamage, everyPoint, type CrashCount } from '../support/store/crash-points.js';

const { values } = parseArgs({
  options: { every: { type: 'string', default: '1' }, cuts: { type: 'string', default: '20' } },
});

const started = performance.now();
const counts = await everyPoint({
  every: Number(values.every),
  cuts: Number(values.cuts),
  onScenario: (name, operations) => console.log(`${name}: ${operations} operations`),
});
for (const [name, { points, damages }] of Object.entries<CrashCount>(counts)) {
  console.log(`${name}: ${points} points, ${damages.length} damaged`);
  for (const { scenario, crash, problems } of damages.slice(0, 5)) {
    console.log(`  ${scenario}, ${crash}:`);
    for (const problem of problems) console.log(`    ${problem}`);
  }
}
console.log(`${((performance.now() - started) / 1000).toFixed(1)} s`);
if (anyDamage(counts)) process.exitCode = 1;
