import path from 'node:path';
import * as v from 'valibot';
import type { ExampleRecorder, ExampleRequest, RecordedExamples } from '../../../app/ports/example-recorder.js';
import type { Operation } from '../../../app/operation.js';
import { runConfined } from './confined-process.js';
import type { RecorderOptions } from './recorder.js';

/** For all methods of one version. */
const timeoutMs = 60_000;
const maxAnswerBytes = 16 * 1024 * 1024;

const call = {
  method: v.string(),
  number: v.number(),
  arguments: v.array(v.tuple([v.string(), v.string()])),
};
const schema = v.object({
  examples: v.array(v.union([v.object({ ...call, returns: v.string() }), v.object({ ...call, raises: v.string() })])),
  outside: v.array(v.string()),
  absent: v.array(v.string()),
  constructor: v.string(),
  problem: v.nullable(v.string()),
});

type ExampleRecorderOptions = Omit<RecorderOptions, 'limits'>;

/** `harness` of the options is `parallel-test/examples.py` of the media folder. */
export function createExampleRecorder(options: ExampleRecorderOptions): ExampleRecorder {
  return { record: (request, operation) => record(options, request, operation) };
}

async function record(
  { workspaceRoot, harness, environment }: ExampleRecorderOptions,
  request: ExampleRequest,
  operation: Operation,
): Promise<RecordedExamples | string> {
  const { interpreter, source, inputs, test, path: file, ...asked } = request;
  const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
  const input = {
    ...asked,
    workspace: workspaceRoot,
    path: path.join(workspaceRoot, file),
    testPath: path.join(workspaceRoot, test.path),
    test: test.text,
    source: base64(source),
    inputs: base64(inputs),
  };
  const result = await runConfined(
    {
      command: [...interpreter.command, '-s', '-B', harness],
      input: JSON.stringify(input),
      ...{ timeoutMs, maxAnswerBytes, environment },
    },
    operation.signal,
  );
  if (result.status === 'failed') return result.reason;
  return readExamples(result.answer) ?? `it ended without an answer (${result.errors.trim().split('\n').at(-1) ?? ''})`;
}

function readExamples(answer: string): RecordedExamples | undefined {
  try {
    const read = v.safeParse(schema, JSON.parse(answer));
    return read.success ? read.output : undefined;
  } catch {
    return undefined;
  }
}
