import { setFlagsFromString } from 'node:v8';

/**
 * Half of the processor time of a cold assessment goes into V8's optimizing compiler, in each worker anew, most of it for what is inlined into
 * hot functions. A process of seconds does not earn that back: with less inlined (V8's own limit is 920), all of it takes a fifth less.
 */
const inlinedBytecodeBytes = 200;

/** What a worker makes of a file is soon handed over: in less room (V8 begins with 1 MiB) it would mostly be copied about before. */
const workerNurseryMiB = 16;

/** What a remembered assessment does is done once: a third of its processor time would go into optimizing what has ended by then. */
export function spareOptimizing(): void {
  setFlagsFromString('--no-turbofan');
}

/** Sets up V8 for all else, workers included. The editor's process is shared with other extensions, so it is left as it is there. */
export function setFlagsForCommands(): void {
  setFlagsFromString('--turbofan');
  setFlagsFromString(`--max-inlined-bytecode-size-cumulative=${inlinedBytecodeBytes}`);
  setFlagsFromString(`--min-semi-space-size=${workerNurseryMiB}`);
}
