import type { AttributeUse } from '../../core/facts/attribute-use.js';
import { NameTable } from '../names.js';
import { TypeScriptSource } from './source.js';
import { dialectOf } from './tokens/jsx.js';
import * as Kind from './tokens/kinds.js';
import { TokenBuffer } from './tokens/token-buffer.js';
import { tokenize } from './tokens/tokenizer.js';
import { vocabulary } from './vocabulary.js';

const FIRST_CAPACITY = 1 << 14;
const tokens = new TokenBuffer(new NameTable(vocabulary), FIRST_CAPACITY);

/** Every member that a text uses on something else than `this` or `super`, from its tokens: never a string or a comment. */
export function memberUses(text: string, path: string): readonly AttributeUse[] {
  tokenize(text, dialectOf(path), tokens);
  const source = new TypeScriptSource(text, tokens);
  const uses: AttributeUse[] = [];
  for (let at = 2; at < tokens.count; at++) {
    if (source.kindOf(at) !== Kind.NAME || source.kindOf(at - 1) !== Kind.DOT) continue;
    if (/^(?:this|super)$/.test(source.textOf(at - 2))) continue;
    const { line } = source.rangeOf(at, at);
    uses.push({ name: source.textOf(at), isCall: source.kindOf(at + 1) === Kind.LEFT_PARENTHESIS, line });
  }
  return uses;
}
