import { existsSync, readFileSync } from 'node:fs';

/** Where a tier writes its results, one JSON document per line; the extension host inherits it. */
export const resultsVariable = 'AGENT_MIGRATOR_TEST_RESULTS';
/** A regular expression of test titles; tests that do not match are left out. */
export const grepVariable = 'AGENT_MIGRATOR_TEST_GREP';

export interface TestResult {
  readonly title: string;
  readonly outcome: 'passed' | 'failed' | 'skipped';
  readonly elapsedMs: number;
  readonly error?: string;
}

/** The last line of a complete run. Results without it belong to a run that died. */
export interface EndOfRun {
  readonly end: true;
}

export interface Results {
  readonly tests: readonly TestResult[];
  readonly complete: boolean;
}

/** What a tier wrote so far. */
export function readResults(file: string): Results {
  if (!existsSync(file)) return { tests: [], complete: false };
  const lines = readFileSync(file, 'utf8').split('\n');
  // The last piece is empty, or a line that is still being written.
  const documents = lines.slice(0, -1).map((line) => JSON.parse(line) as TestResult | EndOfRun);
  const tests = documents.filter((document): document is TestResult => !('end' in document));
  return { tests, complete: tests.length < documents.length };
}
