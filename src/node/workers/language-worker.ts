// The one file that holds the scanners: a worker thread runs it, and a process that may block its own thread loads it as a module.
import { parentPort, workerData } from 'node:worker_threads';
import { attributeUsesIn, factsOf, parses, writtenAddressesIn } from './answer-questions.js';
import { inferFromSources } from './infer-from-sources.js';
import type { LanguageTasks } from './language-tasks.js';
import { planSource } from './plan-source.js';
import { proveResult } from './prove-result.js';
import { serveTasks, type TaskHandlers } from './serve-tasks.js';
import { setV8Flags, type EngineData } from './set-v8-flags.js';
import { verifySources } from './verify-sources.js';
import { scanFiles, scanSources } from './scan-files.js';
import { scanText } from './scan-text.js';

export const handlers: TaskHandlers<LanguageTasks> = {
  scan: scanFiles,
  scanSources,
  scanText,
  verify: verifySources,
  infer: inferFromSources,
  plan: planSource,
  prove: proveResult,
  facts: factsOf,
  parses,
  attributeUses: attributeUsesIn,
  writtenAddresses: writtenAddressesIn,
};

if (parentPort) {
  setV8Flags((workerData as EngineData).v8Flags);
  serveTasks<LanguageTasks>(parentPort, handlers);
}
