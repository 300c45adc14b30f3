import type { TypeScriptSource } from './source.js';
import * as Kind from './tokens/kinds.js';
import { idOf } from './tokens/words.js';

const WHILE = idOf('while');
const THIS = idOf('this');
const AWAIT = idOf('await');
const FUNCTION = idOf('function');

/**
 * The closing parenthesis of a loop that runs until something else ends it, and waits in its body: `while (true)`, `while (this.running)`,
 * `for (;;)`. `undefined` for any other loop.
 */
export function serviceLoopEnd(source: TypeScriptSource, at: number): number | undefined {
  const opening = at + 1;
  if (source.kindOf(opening) !== Kind.LEFT_PARENTHESIS) return undefined;
  const closing = source.behind(opening) - 1;
  const isEndless =
    source.idOf(at) === WHILE ? isEndlessCondition(source, opening + 1, closing) : isEmptyFor(source, opening);
  return isEndless && waits(source, closing + 1) ? closing : undefined;
}

function isEndlessCondition(source: TypeScriptSource, first: number, closing: number): boolean {
  const at = source.kindOf(first) === Kind.EXCLAMATION ? first + 1 : first;
  const text = source.textOf(at);
  if (closing === at + 1) return text === 'true' || text === '1';
  if (source.idOf(at) !== THIS) return false;
  let end = at + 1;
  while (source.kindOf(end) === Kind.DOT) end += 2;
  return end === closing;
}

function isEmptyFor(source: TypeScriptSource, opening: number): boolean {
  const isSemicolon = (token: number): boolean => source.kindOf(token) === Kind.SEMICOLON;
  return isSemicolon(opening + 1) && isSemicolon(opening + 2);
}

/** An `await` stands in the body, outside functions in it. */
function waits(source: TypeScriptSource, body: number): boolean {
  if (source.kindOf(body) !== Kind.LEFT_BRACE) return source.idOf(body) === AWAIT;
  const end = source.behind(body) - 1;
  for (let at = body + 1; at < end; at++) {
    if (source.idOf(at) === AWAIT && source.kindOf(at - 1) !== Kind.DOT) return true;
    const opensFunction = source.kindOf(at) === Kind.ARROW || source.idOf(at) === FUNCTION;
    if (!opensFunction) continue;
    while (at < end && source.kindOf(at) !== Kind.LEFT_BRACE && source.kindOf(at) !== Kind.SEMICOLON) at++;
    if (source.kindOf(at) === Kind.LEFT_BRACE) at = source.behind(at) - 1;
  }
  return false;
}
