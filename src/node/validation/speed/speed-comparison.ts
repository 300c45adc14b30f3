import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Operation } from '../../../app/operation.js';
import type { SpeedComparison, SpeedRequest } from '../../../app/ports/speed-comparison.js';
import { commandLineText } from '../../../core/config/performance-command.js';
import type { SpeedOutcome } from '../../../core/validation/performance-check.js';
import { runProcess, type ProcessRequest } from '../../process-runner.js';

export interface SpeedOptions {
  readonly workspaceRoot: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** Even, so that each version is the first one of as many rounds as the other; enough for the test to tell 10 % worse from noise. */
const rounds = 12;
const runTimeoutMs = 60_000;
const maxOutputBytes = 1 << 20;

type Version = 'legacy' | 'migrated';
/** A number that the command printed, and how long it took. */
type Run = { readonly printed: number | undefined; readonly tookMs: number } | { readonly failed: string };

export function createSpeedComparison(options: SpeedOptions): SpeedComparison {
  return { compare: (request, operation) => compare(options, request, operation) };
}

async function compare(options: SpeedOptions, request: SpeedRequest, operation: Operation): Promise<SpeedOutcome> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'agent-migrator-speed-'));
  try {
    const files = await written(folder, request);
    const run = (version: Version): Promise<Run> => runOnce(options, request, files[version], operation.signal);
    return await inTurns(commandLineText(request.command), run, operation);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Both versions under the file's own name, beside each other and not in the workspace: nothing there is written over. */
async function written(folder: string, request: SpeedRequest): Promise<Readonly<Record<Version, string>>> {
  const place = async (version: Version): Promise<string> => {
    await mkdir(path.join(folder, version));
    const file = path.join(folder, version, path.basename(request.path));
    await writeFile(file, request[version]);
    return file;
  };
  return { legacy: await place('legacy'), migrated: await place('migrated') };
}

/** One run of each that does not count, then A B B A A B B A …: what drifts meets both alike. */
async function inTurns(
  line: string,
  run: (version: Version) => Promise<Run>,
  { signal, onProgress }: Operation,
): Promise<SpeedOutcome> {
  const counted: Record<Version, Extract<Run, { tookMs: number }>[]> = { legacy: [], migrated: [] };
  for (let round = -1; round < rounds; round++) {
    onProgress?.({ done: round + 1, total: rounds + 1, label: line });
    const order = round % 2 === 0 ? (['migrated', 'legacy'] as const) : (['legacy', 'migrated'] as const);
    for (const version of order) {
      signal.throwIfAborted();
      const one = await run(version);
      if ('failed' in one) return failed(version, line, one.failed);
      if (round >= 0) counted[version].push(one);
    }
  }
  const isTime = [...counted.legacy, ...counted.migrated].some(({ printed }) => printed === undefined);
  const values = (version: Version): readonly number[] =>
    counted[version].map(({ printed, tookMs }) => (isTime ? tookMs : (printed ?? tookMs)));
  return { kind: 'measured', legacy: values('legacy'), migrated: values('migrated'), isTime };
}

/** A command that does not even run on what was says nothing about what is. */
function failed(version: Version, line: string, why: string): SpeedOutcome {
  return version === 'legacy'
    ? { kind: 'unknown', reason: `It could not be measured: ${line} ${why} with the agent as it was.` }
    : { kind: 'fails-now', message: `${line} ${why}, which it does not with the agent as it was` };
}

async function runOnce(
  { workspaceRoot, environment }: SpeedOptions,
  request: SpeedRequest,
  file: string,
  signal: AbortSignal,
): Promise<Run> {
  const [program, ...rest] = request.command.map((part) => part.replaceAll('{path}', file)) as [string, ...string[]];
  // A copy finds its neighbours and the workspace's packages as the file itself does.
  const modules = [path.join(workspaceRoot, path.dirname(request.path)), workspaceRoot, environment['PYTHONPATH']];
  const asked: ProcessRequest = {
    command: program,
    arguments: rest,
    cwd: workspaceRoot,
    environment: {
      ...environment,
      PYTHONPATH: modules.filter(Boolean).join(path.delimiter),
      PYTHONDONTWRITEBYTECODE: '1',
    },
    timeoutMs: runTimeoutMs,
    maxOutputBytes,
  };
  const startedMs = performance.now();
  const result = await runProcess(asked, signal);
  const tookMs = performance.now() - startedMs;
  switch (result.status) {
    case 'ended':
      if (result.exitCode !== 0) return { failed: `ends with exit code ${result.exitCode}` };
      return { printed: lastNumber(Buffer.from(result.stdout).toString('utf8')), tookMs };
    case 'not-found':
      return { failed: 'cannot be started' };
    case 'timeout':
      return { failed: `does not end within ${runTimeoutMs / 1000} s` };
    case 'too-much-output':
      return { failed: 'writes too much' };
  }
}

/** The last line, where it is a number and nothing else. */
function lastNumber(output: string): number | undefined {
  const last = output.trim().split('\n').at(-1)?.trim() ?? '';
  return /^\d+(?:\.\d+)?(?:e[+-]?\d+)?$/iu.test(last) ? Number(last) : undefined;
}
