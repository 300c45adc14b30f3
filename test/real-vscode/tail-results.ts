import { rmSync } from 'node:fs';
import { readResults, type TestResult } from '../support/test-results.js';

const intervalMs = 250;

/** Tells results as they appear in a file that another process writes; a file of an earlier run is removed first. */
export function tailResults(file: string, tell: (line: string) => void): { end(): void } {
  rmSync(file, { force: true });
  let told = 0;
  const look = (): void => {
    const { tests } = readResults(file);
    for (const test of tests.slice(told)) tell(lineOf(test));
    told = tests.length;
  };
  const timer = setInterval(look, intervalMs);
  return {
    end: () => {
      clearInterval(timer);
      look();
    },
  };
}

function lineOf({ outcome, title, elapsedMs, error }: TestResult): string {
  const sign = { passed: '✔', failed: '✘', skipped: '-' }[outcome];
  const line = `  ${sign} ${title} (${String(elapsedMs)} ms)`;
  return error === undefined ? line : `${line}\n${error.replaceAll(/^/gm, '      ')}`;
}
