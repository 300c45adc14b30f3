// The places where types stand, each passed over and marked. All answer with the token behind.
import type { TypeScriptSource } from '../source.js';
import * as Kind from '../tokens/kinds.js';
import { idOf } from '../tokens/words.js';
import { endsValue } from './expression-end.js';
import { endOfType, endOfTypeArguments } from './types.js';

const CONST = idOf('const');

/** `: Type`, when it stands there. */
export function passAnnotation(source: TypeScriptSource, at: number): number {
  if (source.kindOf(at) !== Kind.COLON) return at;
  const end = endOfType(source, at + 1);
  source.markType(at + 1, end);
  return end;
}

/** `value as Type`, `value satisfies Type`, from the word. */
export function passAssertion(source: TypeScriptSource, at: number): number {
  if (!endsValue(source, at - 1) || source.startsLine(at)) return at + 1;
  if (source.idOf(at + 1) === CONST) return at + 2;
  const end = endOfType(source, at + 1);
  source.markType(at + 1, end);
  return end;
}

export function passInterface(source: TypeScriptSource, at: number): number {
  let body = at + 2;
  while (body < source.tokens.count && source.kindOf(body) !== Kind.LEFT_BRACE) {
    const behind = source.kindOf(body) === Kind.LESS ? endOfTypeArguments(source, body) : -1;
    body = behind > 0 ? behind : body + 1;
  }
  return passTypes(source, at, body);
}

export function passTypeAlias(source: TypeScriptSource, at: number): number {
  let sign = at + 2;
  if (source.kindOf(sign) === Kind.LESS) sign = Math.max(endOfTypeArguments(source, sign), sign);
  if (source.kindOf(sign) !== Kind.ASSIGN) return at + 1;
  const end = endOfType(source, sign + 1);
  source.markType(at, end);
  return end;
}

/** Everything from `at` to behind the bracket at `body`. */
export function passTypes(source: TypeScriptSource, at: number, body: number): number {
  const end = source.behind(body);
  source.markType(at, end);
  return end;
}

/** `<A, B>` of a call, a `new` or a tagged template; just the sign where it compares. */
export function passTypeArguments(source: TypeScriptSource, less: number): number {
  if (!endsValue(source, less - 1)) return less + 1;
  const behind = endOfTypeArguments(source, less);
  const kind = source.kindOf(behind);
  if (behind < 0 || (kind !== Kind.LEFT_PARENTHESIS && kind !== Kind.TEMPLATE)) return less + 1;
  source.markType(less, behind);
  return behind;
}

/** Type arguments or parameters, when they stand there. */
export function behindTypeArguments(source: TypeScriptSource, at: number): number {
  if (source.kindOf(at) !== Kind.LESS) return at;
  const behind = endOfTypeArguments(source, at);
  if (behind < 0) return at + 1;
  source.markType(at, behind);
  return behind;
}
