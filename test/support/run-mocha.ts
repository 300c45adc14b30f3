import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import Mocha from 'mocha';
import type { EndOfRun, TestResult } from './test-results.js';

export interface MochaOptions {
  readonly files: readonly string[];
  readonly resultsFile: string | undefined;
  readonly grep: string | undefined;
  readonly timeoutMs: number;
  /** How many files run at a time; one runs in this process. */
  readonly atATime: number;
}

/** Runs test files, tells as it goes, and writes every result to the results file at once. */
export async function runMocha(options: MochaOptions): Promise<{ readonly failures: number; readonly tests: number }> {
  const parallel = options.atATime > 1;
  const mocha = new Mocha({
    ui: 'bdd',
    reporter: 'spec',
    color: false,
    timeout: options.timeoutMs,
    parallel,
    jobs: options.atATime,
  });
  if (options.grep !== undefined) mocha.grep(new RegExp(options.grep));
  for (const file of options.files) mocha.addFile(file);
  // Processes that run beside each other load their files themselves.
  if (!parallel) await mocha.loadFilesAsync();
  const write = resultsWriter(options.resultsFile);
  return new Promise((resolve) => {
    const runner = mocha.run((failures) => {
      write({ end: true });
      resolve({ failures, tests: runner.stats?.tests ?? 0 });
    });
    runner.on('pass', (test) => write(resultOf(test, 'passed')));
    runner.on('pending', (test) => write(resultOf(test, 'skipped')));
    // A failing hook arrives here too, under its own title.
    runner.on('fail', (test: Mocha.Runnable, error: Error) => write(resultOf(test, 'failed', error)));
  });
}

function resultsWriter(file: string | undefined): (line: TestResult | EndOfRun) => void {
  if (file === undefined) return () => undefined;
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, '');
  return (line) => appendFileSync(file, `${JSON.stringify(line)}\n`);
}

function resultOf(test: Mocha.Runnable, outcome: TestResult['outcome'], error?: Error): TestResult {
  const result = { title: test.fullTitle(), outcome, elapsedMs: test.duration ?? 0 };
  return error === undefined ? result : { ...result, error: error.stack ?? error.message };
}
