import type { TypeScriptSource } from '../source.js';
import * as Kind from '../tokens/kinds.js';
import { wordSet } from '../tokens/words.js';
import { endOfExpression } from './expression-end.js';
import type { ConstructorParameter } from './outline.js';
import { namesBound } from './patterns.js';
import { endOfType } from './types.js';

const accessWords = wordSet('public', 'private', 'protected', 'readonly', 'override');

export interface Parameter extends ConstructorParameter {
  /** Tokens of the names that it binds. */
  readonly bound: readonly number[];
  /** The value it has when none is given; empty without one. */
  readonly initial: { readonly first: number; readonly end: number };
}

/** The parameters between parentheses; their types are marked as such. */
export function readParameters(source: TypeScriptSource, opening: number): readonly Parameter[] {
  const end = source.behind(opening) - 1;
  const parameters: Parameter[] = [];
  for (let at = opening + 1; at < end;) {
    const { parameter, next } = readParameter(source, at, end);
    if (parameter) parameters.push(parameter);
    at = Math.max(next, at + 1);
  }
  return parameters;
}

function readParameter(source: TypeScriptSource, from: number, end: number): { parameter?: Parameter; next: number } {
  let at = readDecorators(source, from).behind;
  let isProperty = false;
  while (accessWords[source.idOf(at)] === 1 && isModifier(source, at)) {
    isProperty = true;
    at++;
  }
  if (source.kindOf(at) === Kind.ELLIPSIS) at++;
  const pattern = at;
  const bound = namesBound(source, pattern).map(({ token }) => token);
  at = source.behind(at);
  if (source.kindOf(at) === Kind.QUESTION) at++;
  const type = { first: at, end: at };
  if (source.kindOf(at) === Kind.COLON) {
    type.first = at + 1;
    type.end = endOfType(source, at + 1);
    source.markType(type.first, type.end);
    at = type.end;
  }
  const initial = { first: at, end: at };
  if (source.kindOf(at) === Kind.ASSIGN) {
    initial.first = at + 1;
    initial.end = endOfExpression(source, at + 1, end);
    at = initial.end;
  }
  while (at < end && source.kindOf(at) !== Kind.COMMA) at = source.behind(at);
  return { parameter: { name: source.nameOf(pattern), isProperty, type, bound, initial }, next: at + 1 };
}

function isModifier(source: TypeScriptSource, token: number): boolean {
  const next = source.kindOf(token + 1);
  return next === Kind.NAME || next === Kind.LEFT_BRACE || next === Kind.LEFT_BRACKET;
}

/** The names of the decorators that stand from `from`, without arguments, and the token behind them. */
export function readDecorators(
  source: TypeScriptSource,
  from: number,
): { readonly names: readonly string[]; readonly behind: number } {
  const names: string[] = [];
  let at = from;
  while (source.kindOf(at) === Kind.AT) {
    const first = at + 1;
    at = source.behind(first);
    while (source.kindOf(at) === Kind.DOT) at += 2;
    names.push(source.excerpt(first, at - 1));
    if (source.kindOf(at) === Kind.LEFT_PARENTHESIS && !source.startsLine(at)) at = source.behind(at);
  }
  return { names, behind: at };
}
