/** Child process of one tier that needs nothing but Node: `run-tier FOLDER [PATTERN]`. */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { runMocha } from './run-mocha.js';
import { grepVariable, resultsVariable } from './test-results.js';

const timeoutsMs: Readonly<Record<string, number>> = { browser: 120_000 };
const usualTimeoutMs = 20_000;

async function main(folder: string): Promise<number> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.test.mjs'))
    .sort()
    .map((file) => path.join(folder, file));
  const { failures } = await runMocha({
    files,
    resultsFile: process.env[resultsVariable],
    grep: process.env[grepVariable],
    timeoutMs: timeoutsMs[path.basename(folder)] ?? usualTimeoutMs,
  });
  return failures === 0 ? 0 : 1;
}

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('usage: run-tier FOLDER');
// An open handle that a test left behind must not keep the run from ending.
process.exit(await main(path.resolve(folder)));
