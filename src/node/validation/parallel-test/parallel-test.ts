import type { ParallelTest } from '../../../app/ports/parallel-test.js';
import type { RunnableModules } from '../../../app/ports/runnable-modules.js';
import type { LanguageId } from '../../../core/facts/source-facts.js';
import {
  compareTraces,
  type ParallelOutcome,
  type RecordedPair,
} from '../../../core/validation/functionality/compare-traces.js';
import { javaScriptRecorder } from './javascript-recorder.js';
import { LegacyRecordings } from './legacy-recordings.js';
import { pythonRecorder } from './python-recorder.js';
import { wasCutOff, type Recorded } from './recorded.js';
import {
  agentLimits,
  silence,
  type AgentLimits,
  type Recorder,
  type RecorderOptions,
  type Run,
  type ScriptedRun,
  type Version,
} from './recorder.js';

export interface ParallelTestOptions extends Omit<RecorderOptions, 'harness' | 'limits'> {
  readonly harnesses: Readonly<Record<LanguageId, string>>;
  readonly runnableModules: RunnableModules;
  /** `agentLimits` unless others are named. */
  readonly limits?: AgentLimits;
}

export function createParallelTest({ runnableModules, harnesses, ...given }: ParallelTestOptions): ParallelTest {
  const options = { limits: agentLimits, ...given };
  const recorders: Readonly<Record<LanguageId, Recorder>> = {
    python: pythonRecorder({ ...options, harness: harnesses.python }),
    typescript: javaScriptRecorder({ ...options, harness: harnesses.typescript }, runnableModules),
  };
  const recordings = new LegacyRecordings();
  return {
    run: (request, operation) => runBoth(recorders[request.contract.language], { request, operation }, recordings),
  };
}

async function runBoth(
  recorder: Recorder,
  asked: Pick<Version, 'request' | 'operation'>,
  recordings: LegacyRecordings,
): Promise<ParallelOutcome> {
  const { request, operation } = asked;
  operation.onProgress?.({ done: 0, total: 2, label: `${request.path} as it was` });
  const asItWas = await recorder.prepare({ ...asked, source: request.legacy, isMigrated: false });
  if (typeof asItWas === 'string') return { kind: 'unknown', reason: asItWas };
  const legacy = await recordings.of(request.path, asItWas.key, () => asItWas.record(scripted(recorder.runs, [])));
  operation.onProgress?.({ done: 1, total: 2, label: `${request.path} as it is` });
  const asItIs = await recorder.prepare({ ...asked, source: request.migrated, isMigrated: true });
  if (typeof asItIs === 'string') return { kind: 'unknown', reason: asItIs };
  const sameAgain = scripted(recorder.runs, legacy);
  const migrated = await asItIs.record(sameAgain);
  const pairs: RecordedPair[] = [];
  for (const [index, run] of sameAgain.entries()) {
    const before = legacy[index] ?? silence;
    let after = migrated[index] ?? silence;
    // The machine may have been busy: once more, with nothing beside it.
    if (wasCutOff(after) && !wasCutOff(before)) after = (await asItIs.record([run]))[0] ?? silence;
    const pair = { scenario: run.title, legacy: before, migrated: after };
    if (!run.isAbsent || !cannotDoWithout(pair)) pairs.push(pair);
  }
  return compareTraces(pairs, request.contract, request.isComplete);
}

/** The runs, each with the requests that its twin was sent. */
function scripted(runs: readonly Run[], twins: readonly Recorded[]): readonly ScriptedRun[] {
  return runs.map((run, index) => ({ ...run, script: twins[index] === undefined ? null : scriptOf(twins[index]) }));
}

/** An agent that does not start where nothing is installed says nothing about its migration. */
function cannotDoWithout({ legacy }: RecordedPair): boolean {
  return typeof legacy !== 'string' && legacy.problem !== null;
}

/** The requests that the legacy version was sent, for the migrated one to be sent the same. */
function scriptOf(recorded: Recorded): readonly (readonly [string, number])[] {
  return typeof recorded === 'string' ? [] : recorded.steps.flatMap(({ asked }) => (asked ? [asked] : []));
}
