import { readFileSync } from 'node:fs';
import { LineIndex } from '../../../../src/core/text/line-index.js';
import { readTypeScriptFacts } from '../../../../src/languages/typescript/facts.js';
import { oracleClasses, oracleFacts } from './oracle-facts.js';

/** Kinds of evidence that the oracle knows too. */
const compared = new Set([
  ...['database', 'thread', 'child-process', 'command', 'process', 'executor', 'lock', 'timer', 'shared-memory'],
  ...['server', 'socket', 'gpu-query', 'gpu-managing', 'gpu-placement', 'vram-method', 'subscription'],
  ...['signal-handler', 'health-check', 'class'],
]);

export interface Comparison {
  readonly files: number;
  readonly agreed: number;
  /** `path: fact` that the oracle has and the scanner has not, and the other way round. */
  readonly missed: readonly string[];
  readonly invented: readonly string[];
  readonly byKind: ReadonlyMap<string, number>;
}

/** Compares scanner and oracle on files that parse; a fact is the same when its kind, its place and its engine are. */
export function compareFacts(files: readonly string[]): Comparison {
  const missed: string[] = [];
  const invented: string[] = [];
  const byKind = new Map<string, number>();
  let read = 0;
  let agreed = 0;
  for (const file of files) {
    const text = readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
    const expected = oracleKeys(text, file);
    if (!expected) continue;
    read++;
    const found = scannerKeys(text, file);
    for (const key of expected) {
      if (!found.has(key)) missed.push(`${file}: ${key}`);
      else {
        agreed++;
        const kind = key.slice(0, key.indexOf(' '));
        byKind.set(kind, (byKind.get(kind) ?? 0) + 1);
      }
    }
    for (const key of found) if (!expected.has(key)) invented.push(`${file}: ${key}`);
  }
  return { files: read, agreed, missed, invented, byKind };
}

function oracleKeys(text: string, file: string): ReadonlySet<string> | undefined {
  const facts = oracleFacts(text, file);
  const lines = new LineIndex(text);
  return (
    facts &&
    new Set([
      ...facts.map(({ kind, start, end, detail }) => {
        const { line, column, endLine, endColumn } = lines.rangeOf({ start, end });
        return `${kind} ${line}:${column}-${endLine}:${endColumn} ${detail ?? ''}`;
      }),
      ...oracleClasses(text, file).map((one) => `class ${one}`),
    ])
  );
}

function scannerKeys(text: string, file: string): ReadonlySet<string> {
  const { signals, classes } = readTypeScriptFacts(text, file);
  const keys = new Set<string>();
  for (const { kind: exact, range, detail } of signals) {
    // To the oracle a thread or a timer is one, whatever it is there for.
    const kind = exact === 'health-thread' ? (/^\w*setInterval|^returned|^passed|^$/.test(detail) ? 'timer' : 'thread') : exact;
    // Routes are found by their text alone, which the oracle does not judge.
    if (!compared.has(kind) || (kind === 'health-check' && detail.startsWith('/'))) continue;
    const { line, column, endLine, endColumn } = range;
    keys.add(`${kind} ${line}:${column}-${endLine}:${endColumn} ${kind === 'database' ? detail : ''}`);
  }
  for (const { name, bases, methods, topLevel } of classes) {
    if (!topLevel) continue;
    const names = [...new Set(methods.map((method) => method.name))].sort().join(' ');
    keys.add(`class ${name} extends ${bases[0]?.text ?? ''} { ${names} }`);
  }
  return keys;
}
