import type { ParseProblem } from '../../core/facts/source-facts.js';
import { NameTable } from '../names.js';
import { ScopeTable } from './scopes.js';
import { PythonSource } from './source.js';
import { StatementTable } from './statements.js';
import { checkStructure } from './structure.js';
import { TokenBuffer } from './tokens/token-buffer.js';
import { tokenize } from './tokens/tokenizer.js';
import { pythonVocabulary } from './tokens/vocabulary.js';

/** The structure guard alone, without gathering facts: what is wrong with the tokens, brackets and indentation of a text. */
export function structureProblems(text: string): readonly ParseProblem[] {
  const tokens = new TokenBuffer(new NameTable(pythonVocabulary()), text.length);
  tokenize(text, tokens);
  return checkStructure(new PythonSource(text, tokens, new StatementTable(), new ScopeTable()));
}
