import path from 'node:path';
import { runConfined } from './confined-process.js';
import type { Recorded } from './recorded.js';
import {
  commonRuns,
  maxAnswerBytes,
  silence,
  timeoutMs,
  type Recorder,
  type RecorderOptions,
  type ScriptedRun,
  type Version,
} from './recorder.js';
import { readTrace } from './trace-schema.js';

/** Records agents in Python with the harness of the standard library. */
export function pythonRecorder(options: RecorderOptions): Recorder {
  return {
    runs: commonRuns,
    prepare: (version) => {
      const asked = harnessRequest(options, version);
      return Promise.resolve({ key: asked, record: (runs) => record(options, version, asked, runs) });
    },
  };
}

async function record(
  { harness, environment }: RecorderOptions,
  { request, operation }: Version,
  asked: object,
  runs: readonly ScriptedRun[],
): Promise<readonly Recorded[]> {
  // Without fork every scenario needs a process of its own.
  const batches = process.platform === 'win32' ? runs.map((one) => [one]) : [runs];
  const answers = await Promise.all(
    batches.map(async (batch) => {
      const confined = {
        command: [...request.interpreter.command, '-s', '-B', harness] as const,
        input: JSON.stringify({ ...asked, runs: batch }),
        timeoutMs,
        maxAnswerBytes,
        environment,
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

function harnessRequest({ workspaceRoot, limits }: RecorderOptions, { request, source, isMigrated }: Version): object {
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
    computingS: limits.computingMs.python / 1000,
    base: { module, class: name, cleanup: cleanup?.name, isNeeded: isMigrated },
  };
}
