import { readFileSync } from 'node:fs';
import type { Range } from '../../../../src/core/text/span.js';
import { decode } from '../../../../src/languages/python/decode.js';
import { readPythonFacts } from '../../../../src/languages/python/facts.js';
import { askOracle } from './python.js';

/** Kinds of facts that oracle/facts.py knows too; a health-check thread is a thread to it. */
const comparedKinds = new Set([
  ...['gpu-query', 'gpu-placement', 'gpu-managing', 'thread', 'lock', 'executor', 'process', 'asyncio', 'database'],
  ...['socket', 'async-def', 'import', 'class'],
]);

/** Detail is compared where it is the fact, not a way of writing it. */
const withDetail = new Set(['database', 'async-def', 'import', 'class']);

export interface Comparison {
  readonly files: number;
  readonly agreed: number;
  /** `path: fact` that the oracle has and the scanner has not, and the other way round. */
  readonly missed: readonly string[];
  readonly invented: readonly string[];
  readonly byKind: ReadonlyMap<string, Counts>;
}

export interface Counts {
  agreed: number;
  missed: number;
  invented: number;
}

/** Shares from 0 to 1; both 1 where there is nothing to find. */
export const recall = ({ agreed, missed }: Counts): number => (agreed + missed === 0 ? 1 : agreed / (agreed + missed));
export const precision = ({ agreed, invented }: Counts): number =>
  agreed + invented === 0 ? 1 : agreed / (agreed + invented);

type OracleFact = [kind: string, line: number, column: number, endLine: number, endColumn: number, detail: unknown];

/** Compares scanner and oracle on files that parse; a fact is the same when its place (and detail) is. */
export function compareFacts(files: readonly string[]): Comparison {
  const answers = askOracle('facts.py', files);
  const missed: string[] = [];
  const invented: string[] = [];
  const byKind = new Map<string, Counts>();
  let compared = 0;
  let agreed = 0;
  const count = (key: string, what: keyof Counts): void => {
    const kind = key.slice(0, key.indexOf(' '));
    const counts = byKind.get(kind) ?? { agreed: 0, missed: 0, invented: 0 };
    counts[what]++;
    byKind.set(kind, counts);
  };
  files.forEach((file, index) => {
    const facts = JSON.parse(answers[index] ?? 'null') as OracleFact[] | null;
    if (!facts) return;
    compared++;
    const expected = new Set(facts.map(([kind, ...rest]) => keyOf(kind, rest.slice(0, 4), rest[4])));
    const found = scannedKeys(file);
    for (const key of expected) {
      count(key, found.has(key) ? 'agreed' : 'missed');
      if (found.has(key)) agreed++;
      else missed.push(`${file}: ${key}`);
    }
    for (const key of found) {
      if (expected.has(key)) continue;
      count(key, 'invented');
      invented.push(`${file}: ${key}`);
    }
  });
  return { files: compared, agreed, missed, invented, byKind };
}

const keyOf = (kind: string, place: readonly unknown[], detail: unknown): string =>
  `${kind} ${place.join(':')} ${withDetail.has(kind) ? JSON.stringify(detail) : ''}`;

const placeOf = ({ line, column, endLine, endColumn }: Range): number[] => [line, column, endLine, endColumn];

function scannedKeys(file: string): Set<string> {
  const decoded = decode(readFileSync(file));
  if (!decoded.ok) return new Set();
  const facts = readPythonFacts(decoded.source.text);
  const keys = new Set<string>();
  for (const { module, symbol, local, range } of facts.imports) {
    keys.add(keyOf('import', [range.line, 0, 0, 0], [module, symbol ?? null, local]));
  }
  for (const { name, nameRange, range, bases, methods } of facts.classes) {
    const detail = [name, bases.map(({ resolved }) => resolved), methods.map((method) => method.name)];
    keys.add(keyOf('class', [nameRange.line, 0, range.endLine, 0], detail));
  }
  for (const { kind, range, detail } of facts.signals) {
    const shared = kind === 'health-thread' ? 'thread' : kind;
    if (!comparedKinds.has(shared)) continue;
    const place = shared === 'async-def' ? [range.line, 0, 0, 0] : placeOf(range);
    keys.add(keyOf(shared, place, detail));
  }
  return keys;
}
