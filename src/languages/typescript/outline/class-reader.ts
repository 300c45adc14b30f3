import type { TypeScriptSource } from '../source.js';
import * as Kind from '../tokens/kinds.js';
import { idOf } from '../tokens/words.js';
import type { ClassMember, ClassOutline, OutlineWalk } from './outline.js';
import { MemberReader } from './member-reader.js';
import { readDecorators, type Parameter } from './parameters.js';
import { MODULE_SCOPE } from './scope-table.js';
import { behindTypeArguments } from './type-places.js';

const EXTENDS = idOf('extends');
const IMPLEMENTS = idOf('implements');
const ABSTRACT = idOf('abstract');
const DECLARE = idOf('declare');
const EXPORT = idOf('export');
const DEFAULT = idOf('default');
const EXPORTS = idOf('exports');

/** Reads a class from its keyword and returns the token behind it. */
export function readClass(reader: OutlineWalk, keyword: number, scope: number): number {
  const { source } = reader;
  const head = readHead(source, keyword);
  const body = head.body;
  if (source.kindOf(body) !== Kind.LEFT_BRACE) return keyword + 1;
  const end = source.behind(body);
  const name = nameOf(source, keyword, head.ownName);
  if (head.ownName >= 0) reader.declare(scope, head.ownName);
  const index = reader.classes.length;
  const first = firstTokenOf(source, keyword);
  const inner = reader.scopes.add({
    kind: 'class',
    parent: scope,
    first: body,
    end,
    name: name.text,
    classIndex: index,
  });
  const members: ClassMember[] = [];
  const parameters: Parameter[] = [];
  const outline: ClassOutline = {
    name: name.text,
    nameToken: name.token,
    first: first.token,
    last: end - 1,
    isTopLevel: scope === MODULE_SCOPE && !name.isInExpression,
    isWholeExport: isWholeExport(source, keyword, first.modifiers),
    modifiers: first.modifiers,
    decorators: first.decorators,
    base: head.base,
    members,
    parameters,
  };
  reader.classes.push(outline);
  new MemberReader(reader, inner, members, parameters).read(body + 1, end - 1);
  return end;
}

interface Head {
  /** Token of the class's own name; -1 without one. */
  readonly ownName: number;
  readonly base: { readonly first: number; readonly end: number };
  readonly body: number;
}

function readHead(source: TypeScriptSource, keyword: number): Head {
  let at = keyword + 1;
  const isNamed = source.kindOf(at) === Kind.NAME && source.idOf(at) !== EXTENDS && source.idOf(at) !== IMPLEMENTS;
  const ownName = isNamed ? at++ : -1;
  at = behindTypeArguments(source, at);
  const base = { first: at, end: at };
  if (source.idOf(at) === EXTENDS) {
    base.first = ++at;
    while (source.kindOf(at) === Kind.NAME || source.kindOf(at) === Kind.DOT) {
      if (source.idOf(at) === IMPLEMENTS) break;
      at++;
    }
    base.end = at;
    at = behindTypeArguments(source, at);
    // A call or another expression: a mixin.
    const isPlain = source.kindOf(at) === Kind.LEFT_BRACE || source.idOf(at) === IMPLEMENTS;
    if (!isPlain) {
      while (at < source.tokens.count && source.kindOf(at) !== Kind.LEFT_BRACE && source.idOf(at) !== IMPLEMENTS)
        at = source.behind(at);
      base.end = at;
    }
  }
  if (source.idOf(at) === IMPLEMENTS) {
    const from = at;
    while (at < source.tokens.count && source.kindOf(at) !== Kind.LEFT_BRACE) {
      const behind = behindTypeArguments(source, at);
      at = behind > at ? behind : at + 1;
    }
    source.markType(from, at);
  }
  return { ownName, base, body: at };
}

/** A class expression goes by the name of what it is assigned to; `export default class` and `module.exports = class` by none. */
function nameOf(source: TypeScriptSource, keyword: number, ownName: number) {
  const isAssigned = source.kindOf(keyword - 1) === Kind.ASSIGN;
  const target = keyword - 2;
  const isCommon = isAssigned && source.idOf(target) === EXPORTS;
  if (isAssigned && !isCommon && source.kindOf(target) === Kind.NAME) {
    return { text: source.nameOf(target), token: target, isInExpression: false };
  }
  if (ownName >= 0) {
    const isInExpression = !isAssigned && !beginsStatement(source, keyword);
    return { text: source.nameOf(ownName), token: ownName, isInExpression };
  }
  return { text: undefined, token: keyword, isInExpression: !isCommon && source.idOf(keyword - 1) !== DEFAULT };
}

function beginsStatement(source: TypeScriptSource, keyword: number): boolean {
  const before = source.idOf(keyword - 1);
  if (before === EXPORT || before === DEFAULT || before === ABSTRACT || before === DECLARE) return true;
  const kind = source.kindOf(keyword - 1);
  if (kind === Kind.END || kind === Kind.SEMICOLON || kind === Kind.RIGHT_BRACE || kind === Kind.LEFT_BRACE)
    return true;
  return source.startsLine(keyword) && kind !== Kind.ASSIGN && kind !== Kind.LEFT_PARENTHESIS && kind !== Kind.COMMA;
}

/** `module.exports = class`, not `exports.X = class`, whose target is the name behind the dot. */
function isWholeExport(source: TypeScriptSource, keyword: number, modifiers: readonly string[]): boolean {
  if (modifiers.includes('default')) return true;
  return source.kindOf(keyword - 1) === Kind.ASSIGN && source.idOf(keyword - 2) === EXPORTS;
}

interface FirstToken {
  readonly token: number;
  readonly modifiers: readonly string[];
  readonly decorators: readonly string[];
}

/** Goes back over modifiers and decorators. */
function firstTokenOf(source: TypeScriptSource, keyword: number): FirstToken {
  const modifiers: string[] = [];
  let at = keyword;
  let token = keyword;
  for (; isClassModifier(source.idOf(at - 1)); at--) {
    const before = source.nameOf(at - 1);
    modifiers.push(before);
    if (before === 'abstract' || before === 'declare') token = at - 1;
  }
  const first = decoratorsBefore(source, at);
  if (first < at) token = first;
  return { token, modifiers, decorators: readDecorators(source, first).names };
}

const isClassModifier = (id: number): boolean => id === EXPORT || id === DEFAULT || id === ABSTRACT || id === DECLARE;

/** The first of the decorators that end at `end`; `end` itself without one. */
function decoratorsBefore(source: TypeScriptSource, end: number): number {
  let first = end;
  for (;;) {
    let at = first - 1;
    if (source.kindOf(at) === Kind.RIGHT_PARENTHESIS) at = (source.tokens.links[at] ?? 0) - 1;
    while (source.kindOf(at) === Kind.NAME && source.kindOf(at - 1) === Kind.DOT) at -= 2;
    if (source.kindOf(at) !== Kind.NAME || source.kindOf(at - 1) !== Kind.AT) return first;
    first = at - 1;
  }
}
