import type { AttributeUse } from '../../core/facts/attribute-use.js';
import { NameTable } from '../names.js';
import { TypeScriptSource } from './source.js';
import { dialectOf } from './tokens/jsx.js';
import * as Kind from './tokens/kinds.js';
import { TokenBuffer } from './tokens/token-buffer.js';
import { tokenize } from './tokens/tokenizer.js';
import { vocabulary } from './vocabulary.js';

const tokens = new TokenBuffer(new NameTable(vocabulary));

/**
 * Every member that a text uses on something else than `this` or `super`, from its tokens: never one in a comment, and one in a string only
 * where something is reached or replaced by it.
 */
export function memberUses(text: string, path: string): readonly AttributeUse[] {
  tokenize(text, dialectOf(path), tokens);
  const source = new TypeScriptSource(text, tokens);
  const uses: AttributeUse[] = [];
  for (let at = 2; at < tokens.count; at++) {
    const isString = source.kindOf(at) === Kind.STRING;
    const name = isString ? nameInString(source, at) : nameAfterDot(source, at);
    if (name === undefined) continue;
    const { line } = source.rangeOf(at, at);
    const isCall = source.kindOf(at + 1) === Kind.LEFT_PARENTHESIS;
    const isUnchecked = isString || isOfAny(source, at - 2);
    uses.push({ name, isCall, line, ...(isUnchecked ? { isUnchecked } : {}) });
  }
  return uses;
}

function nameAfterDot(source: TypeScriptSource, at: number): string | undefined {
  if (source.kindOf(at) !== Kind.NAME || source.kindOf(at - 1) !== Kind.DOT) return undefined;
  return isOwn(source, at - 2) ? undefined : source.textOf(at);
}

const isOwn = (source: TypeScriptSource, at: number): boolean => /^(?:this|super)$/.test(source.textOf(at));

/** `(agent as any)`. */
const isOfAny = (source: TypeScriptSource, at: number): boolean =>
  source.kindOf(at) === Kind.RIGHT_PARENTHESIS && source.textOf(at - 1) === 'any';

/** They take an object and the name of a member: those of Jest, Vitest, Sinon and Node's own test runner, and `Object`'s. */
const replacing = /^(?:spyOn|stub|spy|replace|method|defineProperty)$/;

/** `agent['run']`, `jest.spyOn(agent, 'run')`. */
function nameInString(source: TypeScriptSource, at: number): string | undefined {
  const text = source.stringAt(at);
  if (text === undefined || !/^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(text)) return undefined;
  const object = at - 2;
  if (source.kindOf(at - 1) === Kind.LEFT_BRACKET) {
    const isAccess = source.kindOf(object) === Kind.NAME || source.kindOf(object) === Kind.RIGHT_PARENTHESIS;
    return isAccess && source.kindOf(at + 1) === Kind.RIGHT_BRACKET && !isOwn(source, object) ? text : undefined;
  }
  if (source.kindOf(at - 1) !== Kind.COMMA || isOwn(source, object)) return undefined;
  let opening = object;
  while (source.kindOf(opening) === Kind.NAME || source.kindOf(opening) === Kind.DOT) opening--;
  const isReplaced = source.kindOf(opening) === Kind.LEFT_PARENTHESIS && replacing.test(source.textOf(opening - 1));
  return isReplaced ? text : undefined;
}
