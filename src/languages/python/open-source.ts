import { NameTable } from '../names.js';
import { vocabulary } from './interests.js';
import { ScopeTable } from './scopes.js';
import { PythonSource } from './source.js';
import { StatementTable } from './statements.js';
import { TokenBuffer } from './tokens/token-buffer.js';
import { tokenize, tokenizeAgain } from './tokens/tokenizer.js';

const names = new NameTable(vocabulary);
let tokens = new TokenBuffer(names);
let earlier = new TokenBuffer(names);
const statements = new StatementTable();
const scopes = new ScopeTable();

/**
 * Reads tokens, statements and scopes of a text. One set of tables serves every text, so a source is valid until the next is opened. A text
 * that is nearly the one before, as after a keystroke or a recipe's edits, is read where it differs.
 */
export function openPythonSource(text: string): PythonSource {
  [tokens, earlier] = [earlier, tokens];
  tokenizeAgain(text, tokens, earlier);
  return sourceOf(text);
}

/** The same for a text that is most likely another file's: looking for what it shares with the one before would be in vain. */
export function openOtherPythonSource(text: string): PythonSource {
  tokenize(text, tokens);
  return sourceOf(text);
}

function sourceOf(text: string): PythonSource {
  statements.read(tokens);
  scopes.read(statements);
  return new PythonSource(text, tokens, statements, scopes);
}
