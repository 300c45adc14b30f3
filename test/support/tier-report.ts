import type { TestResult } from './test-results.js';

export interface TierReport {
  readonly name: string;
  readonly results: readonly TestResult[];
  readonly elapsedMs: number;
}

export interface Count {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

export function count(results: readonly TestResult[]): Count {
  const of = (outcome: TestResult['outcome']): number => results.filter((result) => result.outcome === outcome).length;
  return { passed: of('passed'), failed: of('failed'), skipped: of('skipped') };
}

/** One row per tier, after the failures by name so that nobody has to scroll for them. */
export function printTable(reports: readonly TierReport[]): void {
  for (const { name, results } of reports) {
    for (const { title } of results.filter((result) => result.outcome === 'failed')) console.log(`✘ ${name}: ${title}`);
  }
  const width = Math.max(4, ...reports.map((report) => report.name.length));
  console.log(`\n${'tier'.padEnd(width)}  passed  failed  skipped  seconds`);
  for (const { name, results, elapsedMs } of reports) {
    const { passed, failed, skipped } = count(results);
    const cells = [cell(passed, 6), cell(failed, 6), cell(skipped, 7), (elapsedMs / 1000).toFixed(1).padStart(7)];
    console.log(`${name.padEnd(width)}  ${cells.join('  ')}`);
  }
  console.log('');
}

function cell(value: number, width: number): string {
  return String(value).padStart(width);
}
