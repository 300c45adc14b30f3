import { setFlagsFromString } from 'node:v8';

/** What a remembered assessment does is done once: a third of its processor time would go into optimizing what has ended by then. */
export function spareOptimizing(): void {
  setFlagsFromString('--no-turbofan');
}

/**
 * For all else. Also because V8 takes what Node brings along compiled of its own modules only while all flags are as they were at the start;
 * otherwise it compiles each of them anew.
 */
export function optimizeAgain(): void {
  setFlagsFromString('--turbofan');
}

/**
 * Half of the processor time of a cold assessment goes into V8's optimizing compiler, in each worker anew, most of it for what is inlined into
 * hot functions. A process of seconds does not earn that back: with less inlined (V8's own limit is 920), all of it takes a fifth less.
 */
const inlinedBytecodeBytes = 200;

/**
 * V8 optimizes a function that has run through so many bytes of bytecode; three times its own limit (132 KB). What is left in JavaScript of
 * reading a file runs too seldom in one process to earn its optimizing back: all of it takes a tenth less processor time.
 */
const interruptBudgetBytes = 400_000;

/** What a worker makes of a file is soon handed over: in less room (V8 begins with 1 MiB and doubles it) it would mostly be copied about before. */
const nurseryGrowth = 16;

/**
 * Flags for the reading of sources. They hold for the whole process, which in the editor is shared with other extensions, so they are left as
 * they are there.
 */
export const readingFlags = {
  here: [`--max-inlined-bytecode-size-cumulative=${inlinedBytecodeBytes}`],
  inWorkers: [`--semi-space-growth-factor=${nurseryGrowth}`, `--interrupt-budget=${interruptBudgetBytes}`],
};
