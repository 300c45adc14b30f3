import { existsSync, readFileSync } from 'node:fs';
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
}

export interface ComparedText {
  readonly path: string;
  readonly text: string;
}

export const compareFiles = (files: readonly string[]): Comparison =>
  compareTexts(
    files
      .filter((path) => existsSync(path))
      .map((path) => ({ path, text: readFileSync(path, 'utf8').replace(/^\uFEFF/, '') })),
  );

/** Compares scanner and oracle on texts that parse; a fact is the same when its kind, its place and its engine are. */
export function compareTexts(texts: readonly ComparedText[]): Comparison {
  const missed: string[] = [];
  const invented: string[] = [];
  let files = 0;
  let agreed = 0;
  for (const { path, text } of texts) {
    const expected = oracleKeys(text, path);
    if (!expected) continue;
    files++;
    const found = scannerKeys(text, path);
    for (const key of expected) {
      if (found.has(key)) agreed++;
      else missed.push(`${path}: ${key}`);
    }
    for (const key of found) if (!expected.has(key)) invented.push(`${path}: ${key}`);
  }
  return { files, agreed, missed, invented };
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
  for (const { kind: exact, range, detail, message } of signals) {
    // To the oracle a thread or a timer is one, whatever it is there for.
    const kind = exact === 'health-thread' ? (message.startsWith('setInterval') ? 'timer' : 'thread') : exact;
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
