import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { grepVariable, readResults, resultsVariable, type TestResult } from './test-results.js';

const limitMs = 15 * 60_000;
const graceMs = 10_000;

export interface TierOptions {
  readonly grep: string | undefined;
  /** Whether its output comes as it is written, or as one piece at the end, for a tier that runs beside another. */
  readonly output: 'live' | 'whole';
}

/** Runs one tier in a child process. A tier that died, hung or ran no test has failed, whatever it wrote until then. */
export async function runCommandTier(
  name: string,
  command: readonly string[],
  { grep, output }: TierOptions,
): Promise<readonly TestResult[]> {
  const heading = `\n━━ ${name} ━━\n`;
  if (output === 'live') process.stdout.write(heading);
  const startedMs = performance.now();
  const resultsFile = path.resolve('out', 'results', `${name}.jsonl`);
  mkdirSync(path.dirname(resultsFile), { recursive: true });
  rmSync(resultsFile, { force: true });
  const state = mkdtempSync(path.join(tmpdir(), 'agent-migrator-tests-'));
  try {
    const written: Uint8Array[] = [];
    const take = output === 'live' ? undefined : (chunk: Uint8Array): void => void written.push(chunk);
    const how = await runChild(command, take, {
      [resultsVariable]: resultsFile,
      ...(grep === undefined ? {} : { [grepVariable]: grep }),
      // Tests never see or change the person's own journal copies and caches.
      AGENT_MIGRATOR_STATE_DIR: path.join(state, 'state'),
      XDG_CACHE_HOME: path.join(state, 'cache'),
    });
    if (output === 'whole') process.stdout.write(Buffer.concat([Buffer.from(heading), ...written]));
    const { tests, complete } = readResults(resultsFile);
    // A pattern may leave a tier without a test; nothing else may.
    if (grep !== undefined && tests.length === 0 && complete) return [];
    const trouble = troubleOf({
      how,
      complete,
      ran: tests.length,
      failed: tests.some((test) => test.outcome === 'failed'),
    });
    if (trouble === undefined) return tests;
    return [...tests, { title: trouble, outcome: 'failed', elapsedMs: performance.now() - startedMs, error: trouble }];
  } finally {
    rmSync(state, { recursive: true, force: true });
  }
}

type HowItEnded = number | 'out of time';

async function runChild(
  command: readonly string[],
  take: ((chunk: Uint8Array) => void) | undefined,
  environment: Readonly<Record<string, string>>,
): Promise<HowItEnded> {
  const output = take === undefined ? 'inherit' : 'pipe';
  const child = spawn(process.execPath, ['--enable-source-maps', ...command], {
    stdio: ['ignore', output, output],
    env: { ...process.env, ...environment },
  });
  if (take !== undefined) for (const stream of [child.stdout, child.stderr]) stream?.on('data', take);
  const late = new AbortController();
  const timer = setTimeout(() => {
    late.abort();
    // Asked first, because it has a VS Code of its own to end.
    child.kill('SIGTERM');
    setTimeout(() => child.kill('SIGKILL'), graceMs).unref();
  }, limitMs);
  const closed = once(child, 'close');
  const [code] = (await once(child, 'exit')) as [number | null];
  clearTimeout(timer);
  // A process that the tier left behind may hold its output open for ever.
  await Promise.race([closed, delay(graceMs, undefined, { ref: false })]);
  return late.signal.aborted ? 'out of time' : (code ?? 1);
}

interface Ending {
  readonly how: HowItEnded;
  readonly complete: boolean;
  readonly ran: number;
  readonly failed: boolean;
}

function troubleOf({ how, complete, ran, failed }: Ending): string | undefined {
  if (how === 'out of time') return `the tier did not end within ${limitMs / 60_000} minutes`;
  if (ran === 0) return 'the tier ran no test';
  if (!complete) return 'the tier ended before its last test';
  if (how !== 0 && !failed) return `the tier ended with code ${how} though no test failed`;
  return undefined;
}
