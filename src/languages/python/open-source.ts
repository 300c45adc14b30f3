import { NameTable } from '../names.js';
import { vocabulary } from './interests.js';
import { ScopeTable } from './scopes.js';
import { PythonSource } from './source.js';
import { StatementTable } from './statements.js';
import { TokenBuffer } from './tokens/token-buffer.js';
import { tokenizeAgain } from './tokens/tokenizer.js';

const FIRST_CAPACITY = 1 << 15;

const names = new NameTable(vocabulary);
let tokens = new TokenBuffer(names, FIRST_CAPACITY);
let earlier = new TokenBuffer(names, FIRST_CAPACITY);
const statements = new StatementTable();
const scopes = new ScopeTable();

/**
 * Reads tokens, statements and scopes of a text. One set of tables serves every text, so a source is valid until the next is opened. A text
 * that is nearly the one before, as after a keystroke or a recipe's edits, is read where it differs.
 */
export function openPythonSource(text: string): PythonSource {
  [tokens, earlier] = [earlier, tokens];
  tokenizeAgain(text, tokens, earlier);
  statements.read(tokens);
  scopes.read(statements);
  return new PythonSource(text, tokens, statements, scopes);
}
