import { readdirSync } from 'node:fs';
import path from 'node:path';
import { runMocha } from '../support/run-mocha.js';
import { grepVariable, resultsVariable } from '../support/test-results.js';

const testTimeoutMs = 90_000;

/** Entry of the suite that runs inside VS Code; every way of starting VS Code with tests calls it. */
export async function run(): Promise<void> {
  const files = readdirSync(__dirname, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.test.js'))
    .sort()
    .map((file) => path.join(__dirname, file));
  const { failures, tests } = await runMocha({
    files,
    resultsFile: process.env[resultsVariable],
    grep: process.env[grepVariable],
    timeoutMs: testTimeoutMs,
    atATime: 1,
  });
  if (tests === 0) throw new Error('No test ran.');
  if (failures > 0) throw new Error(`${String(failures)} of ${String(tests)} tests failed.`);
}
