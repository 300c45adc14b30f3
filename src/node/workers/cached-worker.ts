// Starts another worker's bundle with what V8 compiled of it the last time: compiling is a good part of what its first task takes.
import { readFileSync } from 'node:fs';
import { createRequire, wrap } from 'node:module';
import path from 'node:path';
import { parentPort, workerData, type MessagePort } from 'node:worker_threads';
import { CompiledCode, type CompiledCodeOptions } from './compiled-code.js';
import { setV8Flags, type EngineData } from './set-v8-flags.js';
import type { TaskAnswer, TaskMessage } from './serve-tasks.js';

export interface CachedWorkerData extends CompiledCodeOptions, EngineData {
  /** Absolute path of the bundle. */
  readonly script: string;
  /** The kind of task after which most of what a bundle needs has been compiled. */
  readonly keepAfter: string;
}

/** With `exports`, `require`, `module`, and the names of the file and its folder. */
type ModuleFunction = (this: object, ...given: readonly unknown[]) => void;

function start({ script, keepAfter, v8Flags, ...options }: CachedWorkerData, port: MessagePort): void {
  // Before anything is compiled: code that was compiled under other flags is refused.
  setV8Flags(v8Flags);
  const code = new CompiledCode(wrap(readFileSync(script, 'utf8')), script, options);
  if (code.isMissing) keepBeforeAnswer(port, keepAfter, code);
  const module = { exports: {} };
  // `wrap` makes a function of the text.
  const run = code.script.runInThisContext() as ModuleFunction;
  run.call(module.exports, module.exports, createRequire(script), module, script, path.dirname(script));
}

/** What has been compiled is kept before the first such task is answered: with the answer, a command line ends, and this thread with it. */
function keepBeforeAnswer(port: MessagePort, kind: string, code: CompiledCode): void {
  const post = port.postMessage.bind(port);
  let awaited: number | undefined;
  const notice = (task: TaskMessage): void => {
    if (task.kind === kind) awaited ??= task.id;
  };
  port.on('message', notice);
  port.postMessage = (answer: TaskAnswer): void => {
    if (answer.id === awaited) {
      code.keep();
      port.off('message', notice);
      port.postMessage = post;
    }
    post(answer);
  };
}

if (parentPort) start(workerData as CachedWorkerData, parentPort);
