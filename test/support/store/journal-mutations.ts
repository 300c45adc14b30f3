import { createHmac } from 'node:crypto';
import { readChain, type Seal } from '../../../src/core/journal/chain.js';
import { reconcile } from '../../../src/core/journal/reconcile.js';
import type { JournalRecord, RecordBody } from '../../../src/core/journal/record.js';
import { seededChoice, type Choose } from './choices.js';
import { migrationBegun, rollbackBegun, sealedText, sealWithKey } from './journal-fixture.js';

export interface MutationOptions {
  readonly mutations: number;
  readonly seed: number;
  /** A seal that the journals are made and read with; a weak one must be found out. */
  readonly seal?: Seal;
}

export interface MutationResult {
  readonly mutations: number;
  /** In words: records that were believed and are not what was written, or acted upon and not the last word. */
  readonly wrong: readonly string[];
  readonly longestMs: number;
}

const bodies = (first: string, second: string): readonly RecordBody[] => [
  { kind: 'opened', store: first, format: { major: 1, minor: 0 } },
  migrationBegun(`m-${first}`),
  { kind: 'committed', id: `m-${first}` },
  rollbackBegun(`r-${second}`, `m-${first}`),
  { kind: 'committed', id: `r-${second}` },
  { kind: 'noted', id: `m-${first}`, topic: 'observation', data: { verdict: 'keep' } },
];

/** What anybody has who does not know the key. */
const strangersSeal: Seal = (text) => createHmac('sha256', '').update(text, 'latin1').digest('hex');

/** Journals that were changed in every way, as by a bad disk or a stranger, read in the place of the true one. */
export function tryMutations({
  mutations,
  seed,
  seal = sealWithKey('key of this user'),
}: MutationOptions): MutationResult {
  const choose = seededChoice(seed);
  const text = sealedText(bodies('00000001', '00000002'), seal);
  const other = sealedText(bodies('0000000a', '0000000b'), seal);
  const truth = readChain(text, seal);
  const known = truth.records.map((record) => JSON.stringify(record));
  const wrong: string[] = [];
  let longestMs = 0;
  for (let number = 0; number < mutations; number++) {
    const changed = mutate({ text, other }, choose);
    const started = performance.now();
    const reading = readChain(changed, seal);
    const decision = reconcile(reading, truth);
    longestMs = Math.max(longestMs, performance.now() - started);
    const believed = reading.condition === 'foreign' ? [] : reading.records;
    if (!isStartOf(believed, known)) wrong.push(`mutation ${number}: believes what was not written`);
    else if (decision.kind === 'use-folder' && believed.length !== known.length)
      wrong.push(`mutation ${number}: forgets`);
    else if (decision.kind === 'start') wrong.push(`mutation ${number}: starts anew`);
  }
  return { mutations, wrong, longestMs };
}

function isStartOf(records: readonly JournalRecord[], known: readonly string[]): boolean {
  return records.every((record, index) => JSON.stringify(record) === known[index]);
}

interface Journals {
  readonly text: string;
  /** Of another store of the same user. */
  readonly other: string;
}

type Mutation = (journals: Journals, choose: Choose) => string;

const ofCharacters: readonly Mutation[] = [
  ({ text }, choose) => {
    const at = choose(text.length);
    const flipped = String.fromCharCode(text.charCodeAt(at) ^ (1 << choose(8)));
    return text.slice(0, at) + flipped + text.slice(at + 1);
  },
  ({ text }, choose) => text.slice(0, choose(text.length)),
  ({ text }, choose) => {
    const at = choose(text.length);
    return text.slice(0, at) + text.slice(at + 1 + choose(200));
  },
  ({ text }, choose) => {
    const [at, from] = [choose(text.length), choose(text.length)];
    return text.slice(0, at) + text.slice(from, from + choose(100)) + text.slice(at);
  },
  ({ text }, choose) => {
    const at = choose(text.length);
    return `${text.slice(0, at)}${'\0'.repeat(1 + choose(64))}`;
  },
];

const ofLines: readonly Mutation[] = [
  onLines((lines, choose) => lines.splice(choose(lines.length), 1)),
  onLines((lines, choose) => lines.splice(choose(lines.length), 0, lines[choose(lines.length)] ?? '')),
  onLines((lines, choose) => lines.push(...lines.splice(choose(lines.length), 1))),
  onLines((lines, choose) => lines.splice(1 + choose(lines.length))),
  // A line, or all lines from it on, out of another journal that is as genuine.
  ({ text, other }, choose) => {
    const [lines, others] = [linesOf(text), linesOf(other)];
    const at = 1 + choose(lines.length - 1);
    lines.splice(at, 1 + choose(lines.length), ...others.slice(at, at + 1 + choose(others.length)));
    return joined(lines);
  },
];

const byStrangers: readonly Mutation[] = [
  // Another path, another content, the old seal.
  ({ text }, choose) => {
    const [from, to] = (
      [
        ['"a.py"', '"../x"'],
        ['committed', 'undone'],
        ['"seq":3', '"seq":4'],
        ['original', 'core-logic'],
      ] as const
    )[choose(4)] ?? ['', ''];
    return text.replaceAll(from, to);
  },
  // Everything from some record on, told anew and sealed without the key.
  ({ text }, choose) => {
    const lines = linesOf(text);
    const at = choose(lines.length);
    let previous = lines[at - 1]?.slice(9, 73) ?? '';
    const forged = lines.slice(at).map((line) => {
      const json = line
        .slice(line.indexOf('"record":') + 9, -1)
        .replace('"a.py"', '"b.py"')
        .replace('committed', 'kept');
      previous = strangersSeal(previous + json);
      return `{"seal":"${previous}","record":${json}}`;
    });
    return joined([...lines.slice(0, at), ...forged]);
  },
];

const mutations = [...ofCharacters, ...ofLines, ...byStrangers];

/** One to three at once; the result may by chance be what it was. */
function mutate(journals: Journals, choose: Choose): string {
  let { text } = journals;
  for (let rest = 1 + choose(3); rest > 0 && text !== ''; rest--) {
    text = mutations[choose(mutations.length)]?.({ ...journals, text }, choose) ?? text;
  }
  return text;
}

function onLines(change: (lines: string[], choose: Choose) => unknown): Mutation {
  return ({ text }, choose) => {
    const lines = linesOf(text);
    if (lines.length > 1) change(lines, choose);
    return joined(lines);
  };
}

function linesOf(text: string): string[] {
  return text.split('\n').filter((line) => line !== '');
}

function joined(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join('');
}

/** Known-bad seals: one that covers only its own record, and one that needs no key. */
export const weakSeals: Readonly<Record<string, Seal>> = {
  'seals of single records': (text) => sealWithKey('key of this user')(text.replace(/^[0-9a-f]{64}/u, '')),
  'seals without a key': strangersSeal,
};
