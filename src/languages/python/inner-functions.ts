import type { PythonSource } from './source.js';
import { afterBrackets } from './tokens/token-table.js';
import * as Keyword from './scanner/keywords.js';
import * as Kind from './tokens/kinds.js';

/**
 * Whether a token of a statement stands in a lambda's body or in a comprehension: a function of its own, which does not see the names of a
 * class body around it. The first iterable of a comprehension is outside of it.
 */
export function isInInnerFunction({ tokens, statements }: PythonSource, token: number, statement: number): boolean {
  const { kinds, ids, links } = tokens;
  const first = statements.firstToken(statement);
  let sawComma = false;
  let sawColon = false;
  for (let at = token - 1; at >= first; at--) {
    const kind = kinds[at] ?? Kind.END;
    const partner = links[at] ?? -1;
    if (partner >= 0 && partner < at) at = partner;
    else if (Kind.isOpening(kind)) {
      if (isInsideComprehension(tokens, at, token)) return true;
      sawComma = sawColon = false;
    } else if (kind === Kind.COMMA && !sawColon) sawComma = true;
    else if (kind === Kind.COLON) sawColon = true;
    else if (ids[at] === Keyword.LAMBDA && sawColon && !sawComma) return true;
  }
  return false;
}

/** Whether the brackets that open at `opening` are a comprehension, and the token in them is not in its first iterable. */
function isInsideComprehension(tokens: PythonSource['tokens'], opening: number, token: number): boolean {
  const { ids, links } = tokens;
  const closing = links[opening] ?? -1;
  let at = opening + 1;
  while (at < closing && ids[at] !== Keyword.FOR) at = afterBrackets(tokens, at);
  if (at >= closing) return false;
  if (token < at) return true;
  while (at < closing && ids[at] !== Keyword.IN) at = afterBrackets(tokens, at);
  const iterable = at;
  at++;
  while (at < closing && !endsIterable(ids[at] ?? 0)) at = afterBrackets(tokens, at);
  return token < iterable || token >= at;
}

const endsIterable = (id: number): boolean => id === Keyword.FOR || id === Keyword.IF || id === Keyword.ASYNC;
