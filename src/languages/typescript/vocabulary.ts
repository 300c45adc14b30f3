import { Vocabulary } from '../names.js';
import { messageMethods } from './evidence/agents.js';
import type { ModuleApi } from './evidence/api.js';
import { databaseApis } from './evidence/databases.js';
import { gpuApis, gpuPropertyNames } from './evidence/gpu.js';
import { serverApis } from './evidence/servers.js';
import { threadApis } from './evidence/threads.js';
import { words } from './tokens/words.js';

/** Bits of `interestOf`: a global that counts, a method whose calls count, a property that counts, a keyword of loops. */
export const GLOBAL = 1;
export const METHOD = 2;
export const PROPERTY = 4;
export const LOOP = 8;

const globals = ['setInterval', 'SharedArrayBuffer', 'Atomics', 'navigator', 'process'];
const methods = ['on', 'once', 'subscribe', 'consume', ...messageMethods];

/** The words that facts are looked for by. */
export const vocabulary = new Vocabulary([...words, ...globals, ...methods, ...gpuPropertyNames]);

/** What each word of the vocabulary is looked at for. */
export const interestOf: Readonly<Uint8Array> = markWords();

/** Every library call that counts, by module. */
export const apis: ReadonlyMap<string, ModuleApi> = new Map(
  Object.entries({ ...databaseApis, ...serverApis, ...threadApis, ...gpuApis }),
);

function markWords(): Uint8Array {
  const marks = new Uint8Array(vocabulary.words.length);
  const mark = (some: readonly string[], bit: number): void => {
    for (const word of some) marks[vocabulary.idOf(word)] = (marks[vocabulary.idOf(word)] ?? 0) | bit;
  };
  mark(globals, GLOBAL);
  mark(methods, METHOD);
  mark(gpuPropertyNames, PROPERTY);
  mark(['while', 'for'], LOOP);
  return marks;
}
