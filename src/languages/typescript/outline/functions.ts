import type { TypeScriptSource } from '../source.js';
import * as Kind from '../tokens/kinds.js';
import { idOf, wordSet } from '../tokens/words.js';
import type { LoopSpan } from './outline.js';
import { endOfType } from './types.js';

const conditions = wordSet('if', 'for', 'while', 'switch', 'catch', 'with', 'function', 'super', 'return', 'await');
const methodPrefixes = wordSet('get', 'set', 'async', 'static');
const NEW = idOf('new');
const ASYNC = idOf('async');

/** The arrow behind the parentheses at `opening`, when they hold parameters; `undefined` otherwise. */
export function arrowAt(source: TypeScriptSource, opening: number): number | undefined {
  const behind = source.behind(opening);
  if (source.kindOf(behind) === Kind.ARROW) return behind;
  // `a ? (b) : c => d` is no function that returns c.
  if (source.kindOf(behind) !== Kind.COLON || source.kindOf(opening - 1) === Kind.QUESTION) return undefined;
  const end = endOfType(source, behind + 1);
  return end > behind + 1 && source.kindOf(end) === Kind.ARROW ? end : undefined;
}

/** The token behind `: Type` where a function's body or the end of its signature is; `at` itself without a type. */
export function returnTypeEnd(source: TypeScriptSource, at: number): number {
  return source.kindOf(at) === Kind.COLON ? endOfType(source, at + 1) : at;
}

/** Whether `name(…)` begins a method of an object literal: a body follows, which no call has. */
export function isMethodHead(source: TypeScriptSource, name: number): boolean {
  if (conditions[source.idOf(name)] === 1 || source.idOf(name - 1) === NEW) return false;
  const behind = source.behind(name + 1);
  if (source.kindOf(behind) === Kind.LEFT_BRACE) return !source.startsLine(behind);
  if (source.kindOf(behind) !== Kind.COLON) return false;
  const before = source.kindOf(name - 1);
  const isFirst = before === Kind.LEFT_BRACE || before === Kind.COMMA || before === Kind.STAR;
  if (!isFirst && methodPrefixes[source.idOf(name - 1)] !== 1) return false;
  return source.kindOf(endOfType(source, behind + 1)) === Kind.LEFT_BRACE;
}

/** What an arrow function is assigned to: `name = async (…) =>`, `name: (…) =>`. */
export function nameOfArrow(source: TypeScriptSource, from: number): string | undefined {
  const before = source.idOf(from - 1) === ASYNC ? from - 2 : from - 1;
  const kind = source.kindOf(before);
  if (kind !== Kind.ASSIGN && kind !== Kind.COLON) return undefined;
  return source.kindOf(before - 1) === Kind.NAME ? source.nameOf(before - 1) : undefined;
}

/** Whether a brace opens statements; where that is not plain, an object literal declares nothing anyway. */
export function opensBlock(source: TypeScriptSource, brace: number): boolean {
  const before = source.kindOf(brace - 1);
  const isBehindHead = before === Kind.RIGHT_PARENTHESIS || before === Kind.NAME;
  const isStatement = before === Kind.SEMICOLON || before === Kind.LEFT_BRACE || before === Kind.RIGHT_BRACE;
  return isBehindHead || isStatement || before === Kind.END;
}

/** Methods that call their argument for each of many things. */
const repeating = new Set(['map', 'forEach', 'flatMap', 'from']);

/** What stands between the parentheses of `.map(…)` and its like, which is a loop; `undefined` for any other member. */
export function repeatedCall(source: TypeScriptSource, member: number): LoopSpan | undefined {
  const isRepeating = source.kindOf(member + 1) === Kind.LEFT_PARENTHESIS && repeating.has(source.nameOf(member));
  return isRepeating ? { first: member + 1, end: source.behind(member + 1) } : undefined;
}
