import { setFlagsFromString } from 'node:v8';

/**
 * Half of the processor time of a cold assessment goes into V8's optimizing compiler, in each worker anew, most of it for what is inlined into
 * hot functions. A process of seconds does not earn that back: with less inlined (V8's own limit is 920), all of it takes a fifth less.
 */
const inlinedBytecodeBytes = 200;

/** What a worker makes of a file is soon handed over: in less room (V8 begins with 1 MiB) it would mostly be copied about before. */
const workerNurseryMiB = 16;

/** Sets up V8 for workers that are yet to start. The editor's process is shared with other extensions, so it is left as it is there. */
export function setFlagsOfWorkers(): void {
  setFlagsFromString(`--max-inlined-bytecode-size-cumulative=${inlinedBytecodeBytes}`);
  setFlagsFromString(`--min-semi-space-size=${workerNurseryMiB}`);
}
