import type { TypeScriptSource } from '../source.js';
import * as Kind from '../tokens/kinds.js';

/** A name that a pattern binds, with the property it is taken from when that is plain to see. */
export interface BoundName {
  readonly token: number;
  /** `Pool` in `{ Pool: P }` and in `{ Pool }`. */
  readonly property: string | undefined;
}

/** Names bound by `a`, `{ a, b: c, d = 1, ...e }` or `[a, , b]`; the pattern begins at `token`. */
export function namesBound(source: TypeScriptSource, token: number): readonly BoundName[] {
  const names: BoundName[] = [];
  collect(source, token, names);
  return names;
}

function collect(source: TypeScriptSource, token: number, names: BoundName[]): void {
  const kind = source.kindOf(token);
  if (kind === Kind.NAME) names.push({ token, property: undefined });
  if (kind !== Kind.LEFT_BRACE && kind !== Kind.LEFT_BRACKET) return;
  const end = source.behind(token) - 1;
  for (let at = token + 1; at < end;) at = collectElement(source, at, kind === Kind.LEFT_BRACE, names);
}

/** Reads up to the next comma and returns what is behind it. */
function collectElement(source: TypeScriptSource, from: number, isObject: boolean, names: BoundName[]): number {
  let at = source.kindOf(from) === Kind.ELLIPSIS ? from + 1 : from;
  const kind = source.kindOf(at);
  if (kind === Kind.COMMA) return at + 1;
  const behind = source.behind(at);
  const isRenamed = isObject && source.kindOf(behind) === Kind.COLON;
  if (isRenamed && source.kindOf(behind + 1) === Kind.NAME) {
    names.push({ token: behind + 1, property: kind === Kind.NAME ? source.nameOf(at) : source.stringAt(at) });
  } else if (isRenamed) collect(source, behind + 1, names);
  else if (kind === Kind.NAME) names.push({ token: at, property: isObject ? source.nameOf(at) : undefined });
  else collect(source, at, names);
  while (at < source.tokens.count) {
    const here = source.kindOf(at);
    if (here === Kind.COMMA) return at + 1;
    if (Kind.isClosing(here)) return at;
    at = source.behind(at);
  }
  return at;
}
