import { endOfTypeArguments } from './outline/types.js';
import type { TypeScriptSource } from './source.js';
import * as Kind from './tokens/kinds.js';

/** The parenthesis that calls the name at `callee`, type arguments passed over; -1 when it is not called. */
export function openingBehind(source: TypeScriptSource, callee: number): number {
  let at = callee + 1;
  if (source.kindOf(at) === Kind.EXCLAMATION) at++;
  if (source.kindOf(at) === Kind.DOT && source.kindOf(at + 1) === Kind.LEFT_PARENTHESIS) at++;
  if (source.kindOf(at) === Kind.LESS) at = endOfTypeArguments(source, at);
  return at > 0 && source.kindOf(at) === Kind.LEFT_PARENTHESIS ? at : -1;
}

/** The first token of `a.b.c` that leads to the member at `token`; the member itself behind anything but names. */
export function firstOfReceiver(source: TypeScriptSource, token: number): number {
  let first = token;
  while (source.kindOf(first - 1) === Kind.DOT) {
    let before = first - 2;
    if (source.kindOf(before) === Kind.EXCLAMATION) before--;
    const isBracket = Kind.isClosing(source.kindOf(before));
    if (isBracket) before = (source.tokens.links[before] ?? 0) - 1;
    if (source.kindOf(before) !== Kind.NAME && source.kindOf(before) !== Kind.PRIVATE_NAME) return first;
    first = before;
  }
  return first;
}

/** The name is the key of a property, a method's own name or a label, not a use of what it is called. */
export function isPropertyName(source: TypeScriptSource, token: number): boolean {
  const before = source.kindOf(token - 1);
  const isFirst = before === Kind.LEFT_BRACE || before === Kind.COMMA;
  return isFirst && source.kindOf(token + 1) === Kind.COLON;
}
