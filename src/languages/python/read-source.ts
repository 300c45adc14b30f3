import type { SourceFacts } from '../../core/facts/source-facts.js';
import { decode, decodeApproximately } from './decode.js';
import { readPythonFacts } from './facts.js';

/** The facts of a Python source file. Of bytes that Python itself would not read, they are an approximation headed by the problem. */
export function readPythonSource(bytes: Uint8Array): SourceFacts {
  const decoded = decode(bytes);
  if (decoded.ok) return readPythonFacts(decoded.source.text);
  const { code, message, line } = decoded.problem;
  const facts = readPythonFacts(code === 'too-large' ? '' : decodeApproximately(bytes));
  const range = { line, column: 1, endLine: line, endColumn: 1 };
  return { ...facts, problems: [{ code, message, range }, ...facts.problems] };
}
