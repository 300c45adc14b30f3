// The one file that holds the scanners: a worker thread runs it, and a process that may block its own thread loads it as a module.
import { parentPort } from 'node:worker_threads';
import { attributeUsesIn, parses } from './answer-questions.js';
import { inferFromSources } from './infer-from-sources.js';
import type { LanguageTask, LanguageTasks, TaskAnswer, TaskMessage } from './language-tasks.js';
import { planSource } from './plan-source.js';
import { proveResult } from './prove-result.js';
import { verifySources } from './verify-sources.js';
import { scanFiles, scanText } from './scan-files.js';

type Handlers = {
  readonly [Kind in LanguageTask]: (
    request: LanguageTasks[Kind]['request'],
  ) => LanguageTasks[Kind]['result'] | Promise<LanguageTasks[Kind]['result']>;
};

export const handlers: Handlers = {
  scan: scanFiles,
  scanText,
  verify: verifySources,
  infer: inferFromSources,
  plan: planSource,
  prove: proveResult,
  parses,
  attributeUses: attributeUsesIn,
};

async function answer(message: TaskMessage): Promise<TaskAnswer> {
  const { id } = message;
  try {
    return { id, result: await handle(message) };
  } catch (error) {
    return { id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

function handle(message: TaskMessage): unknown {
  switch (message.kind) {
    case 'scan':
      return handlers.scan(message.request);
    case 'verify':
      return handlers.verify(message.request);
    case 'infer':
      return handlers.infer(message.request);
    case 'plan':
      return handlers.plan(message.request);
    case 'prove':
      return handlers.prove(message.request);
    case 'parses':
      return handlers.parses(message.request);
    case 'attributeUses':
      return handlers.attributeUses(message.request);
    case 'scanText':
      return handlers.scanText(message.request);
  }
}

parentPort?.on('message', (message: TaskMessage) => {
  void answer(message).then((done) => parentPort?.postMessage(done));
});
