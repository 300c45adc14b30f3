import path from 'node:path';
import type { ParallelTestRequest } from '../../../app/ports/parallel-test.js';
import type { RunnableModules } from '../../../app/ports/runnable-modules.js';
import { runConfined } from './confined-process.js';
import { moduleSources } from './module-sources.js';
import { nodeFlags } from './node-flags.js';
import type { Recorded } from './recorded.js';
import {
  commonRuns,
  maxAnswerBytes,
  silence,
  timeoutMs,
  type Prepared,
  type Recorder,
  type RecorderOptions,
  type ScriptedRun,
  type Version,
} from './recorder.js';
import { readTrace } from './trace-schema.js';

/** The base takes part only when it runs the agent, which the agent's own program may not ask of it. */
const life = { scenario: 'life', isAbsent: false, title: 'from start to end' } as const;

/** What a program that imports the agent would be called. */
const importer = '/usr/bin/parallel-test';

/** Records agents in TypeScript and JavaScript: the workspace's modules are handed to the harness as JavaScript, and nothing else is run. */
export function javaScriptRecorder(options: RecorderOptions, modules: RunnableModules): Recorder {
  return { runs: [...commonRuns, life], prepare: (version) => prepare(options, modules, version) };
}

async function prepare(
  options: RecorderOptions,
  modules: RunnableModules,
  version: Version,
): Promise<Prepared | string> {
  const { request, operation, isMigrated } = version;
  const { path: file, classes, legacy, contract } = request;
  const base = baseModule(request);
  if (isMigrated && base === undefined)
    return `the base class cannot be imported: ${contract.module} is not in the workspace`;
  const asked = await modules.make({ path: file, bytes: legacy, classes }, operation);
  if ('reason' in asked) return asked.reason;
  const made = await moduleSources({ root: options.workspaceRoot, modules, find: request.findModule }, version);
  if ('reason' in made) return made.reason;
  const place = (relative: string): string => path.join(options.workspaceRoot, relative);
  const life = [contract.run?.name, contract.cleanup?.name].filter((name) => name !== undefined);
  const key = {
    path: place(file),
    workspace: options.workspaceRoot,
    sources: made.sources,
    inputs: asked.inputs,
    handedOver: request.handedOver,
    base: {
      path: base === undefined ? null : place(base),
      life,
      healthHook: contract.healthHook?.name ?? '',
      isNeeded: isMigrated,
    },
    environment: { NODE_ENV: 'production', HOME: '/home/agent' },
    turnMs: options.limits.computingMs.typescript,
  };
  return { key, record: (runs) => Promise.all(runs.map((run) => record(options, version, key, run))) };
}

/** The contract names its module from the top of the workspace, or of its sources. */
function baseModule({ contract, findModule }: ParallelTestRequest): string | undefined {
  const at = (folder: string): string | undefined => findModule(`./${folder}${contract.module}`, 'index.ts');
  return at('') ?? at('src/');
}

/** Every run has a process of its own: what one has changed of the language itself is not there in the next. */
async function record(
  { harness, environment, limits }: RecorderOptions,
  { request, operation }: Version,
  asked: { readonly path: string },
  run: ScriptedRun,
): Promise<Recorded> {
  const { command } = request.interpreter;
  const confined = {
    command: [...command, ...(await nodeFlags(command[0], limits)), harness] as const,
    input: JSON.stringify({ ...asked, run, argv1: run.scenario === 'program' ? asked.path : importer }),
    timeoutMs,
    maxAnswerBytes,
    // The editor's own executable is Node when it is told so.
    environment:
      process.versions['electron'] === undefined ? environment : { ...environment, ELECTRON_RUN_AS_NODE: '1' },
  };
  const result = await runConfined(confined, operation.signal);
  if (result.status === 'failed') return result.reason;
  return readTrace(result.answer.split('\n')[0] ?? '') ?? reasonOf(result.errors);
}

/** The line of what Node said that names an error, where it said one. */
function reasonOf(errors: string): string {
  const said = /^(?:FATAL ERROR: .*|\w*Error\b.*)$/m.exec(errors)?.[0];
  return said === undefined ? silence : `${silence} (${said.slice(0, 200)})`;
}
