// Types are passed over, not understood: where one ends is all that matters.
import type { TypeScriptSource } from '../source.js';
import * as Kind from '../tokens/kinds.js';
import { idOf, wordSet } from '../tokens/words.js';

const prefixes = wordSet('keyof', 'typeof', 'readonly', 'unique', 'infer', 'asserts', 'abstract', 'new');
const IS = idOf('is');
const EXTENDS = idOf('extends');

/** The token behind the type that begins at `token`; `token` itself when none does. */
export function endOfType(source: TypeScriptSource, token: number): number {
  let at = token;
  for (;;) {
    while (isUnionSign(source, at)) at++;
    const behind = endOfOperand(source, at);
    if (behind === at) return at;
    at = behind;
    if (source.idOf(at) === IS && !source.startsLine(at)) at++;
    else if (source.idOf(at) === EXTENDS) return endOfConditional(source, at);
    else if (!isUnionSign(source, at)) return at;
  }
}

/** `A extends B ? C : D` from `extends`. */
function endOfConditional(source: TypeScriptSource, extendsToken: number): number {
  const question = endOfType(source, extendsToken + 1);
  if (source.kindOf(question) !== Kind.QUESTION) return question;
  const colon = endOfType(source, question + 1);
  return source.kindOf(colon) === Kind.COLON ? endOfType(source, colon + 1) : colon;
}

function isUnionSign(source: TypeScriptSource, token: number): boolean {
  return source.kindOf(token) === Kind.OPERATOR && /^[|&]$/.test(source.textOf(token));
}

function endOfOperand(source: TypeScriptSource, token: number): number {
  let at = token;
  while (prefixes[source.idOf(at)] === 1 && beginsOperand(source, at + 1)) at++;
  switch (source.kindOf(at)) {
    case Kind.NAME:
      return endOfNamedType(source, at);
    case Kind.LEFT_PARENTHESIS: {
      const behind = source.behind(at);
      if (source.kindOf(behind) === Kind.ARROW) return endOfType(source, behind + 1);
      return endOfElements(source, behind);
    }
    case Kind.LESS: {
      const behind = endOfTypeArguments(source, at);
      return behind < 0 ? at : endOfOperand(source, behind);
    }
    case Kind.LEFT_BRACE:
    case Kind.LEFT_BRACKET:
    case Kind.TEMPLATE_HEAD:
      return endOfElements(source, source.behind(at));
    case Kind.STRING:
    case Kind.NUMBER:
    case Kind.TEMPLATE:
      return endOfElements(source, at + 1);
    case Kind.OPERATOR:
      return source.kindOf(at + 1) === Kind.NUMBER ? at + 2 : token;
    default:
      return token;
  }
}

function beginsOperand(source: TypeScriptSource, token: number): boolean {
  const kind = source.kindOf(token);
  if (source.startsLine(token)) return false;
  return kind === Kind.NAME || kind === Kind.LEFT_PARENTHESIS || kind === Kind.LESS || Kind.isOpening(kind);
}

/** `a.b.C<D>[]`, `import('x').Y` */
function endOfNamedType(source: TypeScriptSource, token: number): number {
  let at = token + 1;
  if (source.nameOf(token) === 'import' && source.kindOf(at) === Kind.LEFT_PARENTHESIS) at = source.behind(at);
  while (source.kindOf(at) === Kind.DOT && source.kindOf(at + 1) === Kind.NAME) at += 2;
  if (source.kindOf(at) === Kind.LESS) {
    const behind = endOfTypeArguments(source, at);
    if (behind > 0) at = behind;
  }
  return endOfElements(source, at);
}

/** `[]` and `['key']` behind a type, on its line. */
function endOfElements(source: TypeScriptSource, token: number): number {
  let at = token;
  while (source.kindOf(at) === Kind.LEFT_BRACKET && !source.startsLine(at)) at = source.behind(at);
  return at;
}

/** The token behind the `>` that closes type arguments or parameters; -1 when what follows `<` is an expression. */
export function endOfTypeArguments(source: TypeScriptSource, less: number): number {
  let depth = 0;
  for (let at = less; at < source.tokens.count;) {
    const kind = source.kindOf(at);
    if (kind === Kind.LESS) depth++;
    else if (kind === Kind.GREATER && --depth === 0) return at + 1;
    else if (!mayBeInType(source, at, kind)) return -1;
    at = source.behind(at);
  }
  return -1;
}

const inTypes = new Set([
  ...[Kind.NAME, Kind.DOT, Kind.COMMA, Kind.STRING, Kind.NUMBER, Kind.TEMPLATE, Kind.TEMPLATE_HEAD, Kind.QUESTION],
  ...[Kind.COLON, Kind.ASSIGN, Kind.ARROW, Kind.GREATER, Kind.ELLIPSIS],
  ...[Kind.LEFT_BRACE, Kind.LEFT_BRACKET, Kind.LEFT_PARENTHESIS],
]);

function mayBeInType(source: TypeScriptSource, token: number, kind: number): boolean {
  return inTypes.has(kind) || (kind === Kind.OPERATOR && /^[|&-]$/.test(source.textOf(token)));
}
