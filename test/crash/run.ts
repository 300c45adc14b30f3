/**
 * Everything the store promises, tried out in full: `npm run test:crash [-- --only kills,lock] [--every N]`. An hour or two on two cores; a
 * sample runs with the unit tests. `--every N` tries one of so many places.
 */
import { parseArgs } from 'node:util';
import { fidelity } from './bytes.js';
import { concurrency } from './concurrency.js';
import { crashes } from './crashes.js';
import { forgery } from './forgery.js';
import type { Part } from './part.js';
import { space } from './space.js';

/** The first interrupt ends the run with what it has; a second one ends the process. */
const interrupted = new AbortController();
for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => interrupted.abort());

const parts: readonly Part[] = [...crashes, ...space, ...concurrency, ...fidelity, ...forgery];

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { every: { type: 'string', default: '1' }, only: { type: 'string' } } });
  const only = values.only?.split(',');
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for (const { id, promise, run } of parts) {
    if (only !== undefined && !only.includes(id)) continue;
    const started = performance.now();
    const outcome = await run(Number(values.every), interrupted.signal);
    const seconds = ((performance.now() - started) / 1000).toFixed(0);
    // What has not run to its end has shown nothing of the rest.
    const isEarly = interrupted.signal.aborted && outcome.result === 'passed';
    console.log(`${(isEarly ? 'early' : outcome.result).padEnd(7)} ${id}: ${promise} (${seconds} s)`);
    for (const line of outcome.lines) console.log(`        ${line}`);
    if (!isEarly) counts[outcome.result]++;
    if (interrupted.signal.aborted) break;
  }
  const skipped = counts.skipped > 0 ? `, ${counts.skipped} skipped` : '';
  const early = interrupted.signal.aborted ? ', ended early' : '';
  console.log(`${counts.passed} passed, ${counts.failed} failed${skipped}${early}`);
  if (counts.failed > 0 || interrupted.signal.aborted) process.exitCode = 1;
}

await main();
