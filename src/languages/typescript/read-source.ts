import { isUtf8 } from 'node:buffer';
import type { ParseProblem, SourceFacts } from '../../core/facts/source-facts.js';
import { readTypeScriptFacts } from './facts.js';

/** Larger files are data or bundles, not something a person wrote: 5 MB. */
const LARGEST_SOURCE_BYTES = 5 * 1024 * 1024;

/** The facts of a TypeScript or JavaScript source file; of bytes that are no UTF-8, an approximation headed by the problem. */
export function readTypeScriptSource(bytes: Uint8Array, path: string): SourceFacts {
  if (bytes.length > LARGEST_SOURCE_BYTES) {
    const megabytes = LARGEST_SOURCE_BYTES / 1024 / 1024;
    return withProblem(
      readTypeScriptFacts('', path),
      'too-large',
      `The file is larger than ${megabytes} MB; move data out of the module.`,
    );
  }
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
  const facts = readTypeScriptFacts(text.startsWith('\uFEFF') ? text.slice(1) : text, path);
  return isUtf8(bytes) ? facts : withProblem(facts, 'encoding', 'The file is not UTF-8; save it as UTF-8.');
}

function withProblem(facts: SourceFacts, code: ParseProblem['code'], message: string): SourceFacts {
  const range = { line: 1, column: 1, endLine: 1, endColumn: 1 };
  return { ...facts, problems: [{ code, message, range }, ...facts.problems] };
}
