import { interestOf, vocabulary } from './interests.js';
import { PythonSource } from './source.js';
import { Scanner } from './tokens/scanner.js';

/** Code units. The memory of a scanner only grows: to some 40 MiB with such a text, to several hundred with the longest that are read. */
const LONG_TEXT = 1_000_000;

let scanner: Scanner | undefined;

/** Reads tokens, statements and scopes of a text. One scanner serves every text, so a source is valid until the next is opened. */
export function openPythonSource(text: string): PythonSource {
  const current = scanner ?? new Scanner(vocabulary, interestOf);
  // Whatever stops a scan half-way leaves tables that no later one may go on from.
  scanner = undefined;
  const source = new PythonSource(text, current.scan(text));
  if (text.length < LONG_TEXT) scanner = current;
  return source;
}
