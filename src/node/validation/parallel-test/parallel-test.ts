import path from 'node:path';
import type { Operation } from '../../../app/operation.js';
import type { ParallelTest, ParallelTestRequest } from '../../../app/ports/parallel-test.js';
import {
  compareTraces,
  type ParallelOutcome,
  type RecordedPair,
} from '../../../core/validation/functionality/compare-traces.js';
import { runConfined } from './confined-process.js';
import { LegacyRecordings } from './legacy-recordings.js';
import { wasCutOff, type Recorded } from './recorded.js';
import { readTrace } from './trace-schema.js';

export interface ParallelTestOptions {
  readonly workspaceRoot: string;
  /** The harness, `parallel-test/run.py` of the media folder. */
  readonly harness: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** For all scenarios of one version; a busy machine takes several times as long as an idle one. */
const timeoutMs = 60_000;
const maxAnswerBytes = 48 * 1024 * 1024;

interface Asked {
  readonly options: ParallelTestOptions;
  readonly request: ParallelTestRequest;
  readonly operation: Operation;
}

interface Run {
  readonly scenario: 'program' | 'methods';
  /** Modules that reach outside are missing, and nobody out there answers. */
  readonly isAbsent: boolean;
  readonly title: string;
}

interface ScriptedRun extends Run {
  /** `null`: whatever the agent answers is asked. */
  readonly script: readonly (readonly [address: string, request: number])[] | null;
}

const runs: readonly Run[] = [
  { scenario: 'program', isAbsent: false, title: 'as a program' },
  { scenario: 'methods', isAbsent: false, title: 'call by call' },
  { scenario: 'program', isAbsent: true, title: 'as a program, alone' },
  { scenario: 'methods', isAbsent: true, title: 'call by call, alone' },
];

export function createParallelTest(options: ParallelTestOptions): ParallelTest {
  const recordings = new LegacyRecordings();
  return { run: (request, operation) => runBoth({ options, request, operation }, recordings) };
}

async function runBoth(version: Asked, recordings: LegacyRecordings): Promise<ParallelOutcome> {
  const { request, operation } = version;
  operation.onProgress?.({ done: 0, total: 2, label: `${request.path} as it was` });
  const asItWas = { ...version, source: request.legacy, isMigrated: false };
  const unscripted = asked([]);
  const key = harnessRequest(asItWas, unscripted);
  const legacy = await recordings.of(request.path, key, () => record(asItWas, unscripted));
  operation.onProgress?.({ done: 1, total: 2, label: `${request.path} as it is` });
  const asIs = { ...version, source: request.migrated, isMigrated: true };
  const scripted = asked(legacy);
  const migrated = await record(asIs, scripted);
  const pairs: RecordedPair[] = [];
  for (const [index, run] of scripted.entries()) {
    const before = legacy[index] ?? silence;
    let after = migrated[index] ?? silence;
    // The machine may have been busy: once more, with nothing beside it.
    if (wasCutOff(after) && !wasCutOff(before)) after = (await record(asIs, [run]))[0] ?? silence;
    const pair = { scenario: run.title, legacy: before, migrated: after };
    if (!run.isAbsent || !cannotDoWithout(pair)) pairs.push(pair);
  }
  return compareTraces(pairs, request.contract, request.isComplete);
}

/** The runs, each with the requests that its twin was sent. */
function asked(twins: readonly Recorded[]): readonly ScriptedRun[] {
  return runs.map((run, index) => ({ ...run, script: twins[index] === undefined ? null : scriptOf(twins[index]) }));
}

const silence = 'it ended without a record';

/** An agent that does not start where nothing is installed says nothing about its migration. */
function cannotDoWithout({ legacy }: RecordedPair): boolean {
  return typeof legacy !== 'string' && legacy.problem !== null;
}

/** The requests that the legacy version was sent, for the migrated one to be sent the same. */
function scriptOf(recorded: Recorded): readonly (readonly [string, number])[] {
  return typeof recorded === 'string' ? [] : recorded.steps.flatMap(({ asked }) => (asked ? [asked] : []));
}

interface Version extends Asked {
  readonly source: Uint8Array;
  readonly isMigrated: boolean;
}

async function record(version: Version, asked: readonly ScriptedRun[]): Promise<readonly Recorded[]> {
  const { options, request, operation } = version;
  // Without fork every scenario needs a process of its own.
  const batches = process.platform === 'win32' ? asked.map((one) => [one]) : [asked];
  const answers = await Promise.all(
    batches.map(async (batch) => {
      const confined = {
        command: [...request.interpreter.command, '-s', '-B', options.harness] as const,
        input: JSON.stringify(harnessRequest(version, batch)),
        timeoutMs,
        maxAnswerBytes,
        environment: options.environment,
      };
      const result = await runConfined(confined, operation.signal);
      if (result.status === 'failed') return batch.map(() => result.reason);
      const lines = result.answer.split('\n');
      return batch.map((_, index) => readTrace(lines[index] ?? '') ?? reasonOf(result.errors));
    }),
  );
  return answers.flat();
}

/** The last line of what Python said, where it said something. */
function reasonOf(errors: string): string {
  const last = errors.trim().split('\n').at(-1) ?? '';
  return /^\w*(Error|Exception)\b/.test(last) ? `${silence} (${last.slice(0, 200)})` : silence;
}

function harnessRequest({ options, request, source, isMigrated }: Version, batch: readonly unknown[]): unknown {
  const { workspaceRoot } = options;
  const { module, class: name, cleanup } = request.contract;
  const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
  return {
    path: path.join(workspaceRoot, request.path),
    workspace: workspaceRoot,
    roots: [workspaceRoot],
    source: base64(source),
    inputs: base64(request.legacy),
    handedOver: request.handedOver,
    classes: request.classes,
    base: { module, class: name, cleanup: cleanup?.name, isNeeded: isMigrated },
    runs: batch,
  };
}
