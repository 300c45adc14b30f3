import { exec } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { TestResult } from './test-results.js';

const atATime = 2;
const limitMs = 10 * 60_000;

/** The static checks: each `check:…` script of package.json counts as one test, and its output is shown when it fails. */
export async function runCheckTier(): Promise<readonly TestResult[]> {
  console.log('\n━━ check ━━');
  const waiting = checkScripts();
  const results: TestResult[] = [];
  const work = async (): Promise<void> => {
    for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) results.push(await runScript(name));
  };
  await Promise.all(Array.from({ length: atATime }, work));
  return results;
}

function checkScripts(): string[] {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Readonly<Record<string, string>> };
  return Object.keys(scripts).filter((name) => name.startsWith('check:'));
}

async function runScript(name: string): Promise<TestResult> {
  const startedMs = performance.now();
  return new Promise((resolve) => {
    exec(`npm run --silent ${name}`, { timeout: limitMs, maxBuffer: 64 * 2 ** 20 }, (error, stdout, stderr) => {
      const elapsedMs = performance.now() - startedMs;
      const output = `${stdout}${stderr}`.trimEnd();
      console.log(`  ${error === null ? '✔' : '✘'} ${name} (${(elapsedMs / 1000).toFixed(1)} s)`);
      if (error !== null) console.log(output);
      const outcome = error === null ? 'passed' : 'failed';
      resolve({ title: name, outcome, elapsedMs, ...(error === null ? {} : { error: output }) });
    });
  });
}
