import { buildApiTree, type ApiNode, type ApiRule } from './api-tree.js';
import { agentMethods } from './evidence/agents.js';
import { databaseApis } from './evidence/databases.js';
import { gpuApis, gpuKeywords, gpuMethods } from './evidence/gpu.js';
import { socketApis, socketMethods } from './evidence/sockets.js';
import { threadApis } from './evidence/threads.js';
import { ARGUMENT, BLOCKING, METHOD, SUPER } from './scanner/interests.js';
import { pythonVocabulary } from './tokens/vocabulary.js';

const methods: Readonly<Record<string, ApiRule>> = { ...gpuMethods, ...socketMethods, ...agentMethods };

/** Calls in which a loop waits for something to come. */
const blockingCalls = [
  ...[
    'sleep',
    'wait',
    'wait_for',
    'poll',
    'select',
    'accept',
    'get',
    'join',
    'serve',
    'run_pending',
    'listen',
    'consume',
  ],
  ...[
    'recv',
    'recv_json',
    'recv_string',
    'recv_multipart',
    'recv_pyobj',
    'recvfrom',
    'receive',
    'readline',
    'get_message',
  ],
];

/** The words that facts are looked for by. */
export const vocabulary = pythonVocabulary([
  ...Object.keys(methods),
  ...Object.keys(gpuKeywords),
  ...blockingCalls,
  'super',
]);

/** METHOD, ARGUMENT and BLOCKING of each word of the vocabulary. */
export const interestOf: Readonly<Uint8Array> = markWords();

export const methodRules: ReadonlyMap<number, ApiRule> = new Map(
  Object.entries(methods).map(([name, rule]) => [vocabulary.idOf(name), rule]),
);

/** Every library call that counts. */
export const apis: ApiNode = buildApiTree([...gpuApis, ...threadApis, ...databaseApis, ...socketApis]);

function markWords(): Uint8Array {
  const marks = new Uint8Array(vocabulary.words.length);
  const mark = (words: readonly string[], bit: number): void => {
    for (const word of words) {
      const id = vocabulary.idOf(word);
      marks[id] = (marks[id] ?? 0) | bit;
    }
  };
  mark(Object.keys(methods), METHOD);
  mark(Object.keys(gpuKeywords), ARGUMENT);
  mark(blockingCalls, BLOCKING);
  mark(['super'], SUPER);
  return marks;
}
