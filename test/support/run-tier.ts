/** Child process of one tier that needs nothing but Node: `run-tier FOLDER [PATTERN]`. */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { runMocha } from './run-mocha.js';
import { grepVariable, resultsVariable } from './test-results.js';

interface Pace {
  readonly timeoutMs: number;
  /** How many files run at a time, each in a process of its own. */
  readonly atATime: number;
}

const usual: Pace = { timeoutMs: 20_000, atATime: 1 };
/** Whoever plays a person waits for most of the time, and every file has a VS Code of its own. */
const paces: Readonly<Record<string, Pace>> = { browser: { timeoutMs: 120_000, atATime: 2 } };

async function main(folder: string): Promise<number> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.test.mjs'))
    .sort()
    .map((file) => path.join(folder, file));
  const { failures } = await runMocha({
    files,
    resultsFile: process.env[resultsVariable],
    grep: process.env[grepVariable],
    ...(paces[path.basename(folder)] ?? usual),
  });
  return failures === 0 ? 0 : 1;
}

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('usage: run-tier FOLDER');
// An open handle that a test left behind must not keep the run from ending.
process.exit(await main(path.resolve(folder)));
