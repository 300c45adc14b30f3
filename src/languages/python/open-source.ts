import { interestOf, vocabulary } from './interests.js';
import { PythonSource } from './source.js';
import { Scanner } from './tokens/scanner.js';

let scanner: Scanner | undefined;

/** Reads tokens, statements and scopes of a text. One scanner serves every text, so a source is valid until the next is opened. */
export function openPythonSource(text: string): PythonSource {
  scanner ??= new Scanner(vocabulary, interestOf);
  return new PythonSource(text, scanner.scan(text));
}
