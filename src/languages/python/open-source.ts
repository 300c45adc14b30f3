import { NameTable } from '../names.js';
import { vocabulary } from './interests.js';
import { ScopeTable } from './scopes.js';
import { PythonSource } from './source.js';
import { StatementTable } from './statements.js';
import { TokenBuffer } from './tokens/token-buffer.js';
import { tokenize } from './tokens/tokenizer.js';

const FIRST_CAPACITY = 1 << 15;

const tokens = new TokenBuffer(new NameTable(vocabulary), FIRST_CAPACITY);
const statements = new StatementTable();
const scopes = new ScopeTable();

/** Reads tokens, statements and scopes of a text. One set of tables serves every text, so a source is valid until the next is opened. */
export function openPythonSource(text: string): PythonSource {
  tokenize(text, tokens);
  statements.read(tokens);
  scopes.read(statements);
  return new PythonSource(text, tokens, statements, scopes);
}
