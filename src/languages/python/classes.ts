import type { BaseFact, ClassFact, MethodFact } from '../../core/facts/source-facts.js';
import type { Bindings } from './bindings.js';
import { nameToken } from './evidence/health.js';
import type { PythonSource } from './source.js';
import { afterBrackets } from './tokens/token-table.js';
import * as Keyword from './scanner/keywords.js';
import * as Kind from './tokens/kinds.js';

/** The `class` statements that name a class, in source order; the place in the list is the index of the class. */
export function classStatements(source: PythonSource): number[] {
  const { classes } = source.scanned;
  return [...classes].filter((statement) => source.tokens.kinds[nameToken(source, statement)] === Kind.NAME);
}

/** Reads classes with what their headers and the outline of their bodies say. */
export class ClassReader {
  constructor(
    private readonly source: PythonSource,
    private readonly bindings: Bindings,
  ) {}

  read(statement: number): ClassFact {
    const { source } = this;
    const { statements } = source;
    const name = nameToken(source, statement);
    const decorators = this.decoratorsOf(statement);
    const lastToken = statements.endToken(statements.lastInside(statement)) - 1;
    const methods = this.methodsOf(statement);
    const header = this.readArguments(statement, name);
    const bases = header.bases.map(({ text }) => text).filter((text) => text !== 'object');
    return {
      name: source.nameOf(name),
      nameRange: source.rangeOf(name, name),
      range: source.rangeOf(statements.firstToken(decorators.firstStatement), lastToken),
      topLevel: statements.parent(statement) < 0,
      ...header,
      decorators: decorators.names,
      methods: methods.map((method) => this.readMethod(method, bases)),
      superInitCalls: this.superInitCalls(methods, bases),
    };
  }

  /** The path that an expression's chain of names stands for through the imports of the file; as written when nothing binds it. */
  private pathOf(first: number, last: number, statement: number): string {
    const { source, bindings } = this;
    const written = this.chainText(first, last);
    const scope = source.scopes.scopeOf(statement);
    const { path } = bindings.resolve(source.tokens.ids[first] ?? 0, scope, first);
    if (path === undefined) return written;
    const dot = written.indexOf('.');
    return dot < 0 ? path : path + written.slice(dot);
  }

  /** `a.b` of `a.b[T]`, `a.b(…)` and `a.b`. */
  private chainText(first: number, last: number): string {
    const { source } = this;
    const { starts, ends } = source.tokens;
    return source.text.slice(starts[first], ends[this.endOfChain(first, last)]).replace(/\s+/g, '');
  }

  private endOfChain(first: number, last: number): number {
    const { kinds } = this.source.tokens;
    let end = first;
    while (kinds[end + 1] === Kind.DOT && kinds[end + 2] === Kind.NAME && end + 2 <= last) end += 2;
    return end;
  }

  /** Whether the tokens are a dotted name with subscripts and calls at most, not an expression that begins with one. */
  private isChain(first: number, last: number): boolean {
    const { tokens } = this.source;
    let end = this.endOfChain(first, last) + 1;
    while (end <= last && (tokens.links[end] ?? -1) > end) end = afterBrackets(tokens, end);
    return tokens.kinds[first] === Kind.NAME && end > last;
  }

  private readArguments(statement: number, name: number): { bases: BaseFact[]; keywords: string[] } {
    const { source } = this;
    const { tokens } = source;
    const opening = afterTypeParameters(source, name);
    const bases: BaseFact[] = [];
    const keywords: string[] = [];
    if (tokens.kinds[opening] !== Kind.LEFT_PARENTHESIS) return { bases, keywords };
    const partner = tokens.links[opening] ?? -1;
    const end = partner > opening ? partner : source.statements.endToken(statement) - 1;
    for (let first = opening + 1; first < end;) {
      let next = first;
      while (next < end && tokens.kinds[next] !== Kind.COMMA) next = afterBrackets(tokens, next);
      if (tokens.kinds[first + 1] === Kind.EQUAL) keywords.push(source.nameOf(first));
      else if (this.isChain(first, next - 1)) bases.push(this.baseOf(first, next - 1, statement));
      first = next + 1;
    }
    return { bases, keywords };
  }

  private baseOf(first: number, last: number, statement: number): BaseFact {
    const text = this.chainText(first, last);
    return { text, resolved: this.pathOf(first, last, statement), range: this.source.rangeOf(first, last) };
  }

  /** The statements `@…` directly above a header. */
  private decoratorsOf(statement: number): { names: string[]; firstStatement: number } {
    const { statements, tokens } = this.source;
    const names: string[] = [];
    let firstStatement = statement;
    while (firstStatement > 0 && tokens.kinds[statements.firstToken(firstStatement - 1)] === Kind.AT) {
      firstStatement--;
      const first = statements.firstToken(firstStatement) + 1;
      names.unshift(this.pathOf(first, statements.endToken(firstStatement) - 1, firstStatement));
    }
    return { names, firstStatement };
  }

  /** The `def` statements directly in a class body, those in its `if` and `try` too. */
  private methodsOf(classStatement: number): number[] {
    const { statements, scopes, tokens } = this.source;
    const body = scopes.bodyOf(classStatement);
    const last = statements.lastInside(classStatement);
    const found: number[] = [];
    for (let statement = classStatement + 1; statement <= last; statement++) {
      if (statements.keyword(statement) !== Keyword.DEF || scopes.scopeOf(statement) !== body) continue;
      if (tokens.kinds[nameToken(this.source, statement)] === Kind.NAME) found.push(statement);
    }
    return found;
  }

  private readMethod(statement: number, bases: readonly string[]): MethodFact {
    const { source } = this;
    const name = nameToken(source, statement);
    const { names: decorators } = this.decoratorsOf(statement);
    return {
      name: source.nameOf(name),
      nameRange: source.rangeOf(name, name),
      isAsync: source.tokens.ids[source.statements.firstToken(statement)] === Keyword.ASYNC,
      decorators,
      callsSuper: this.superCalls(statement) + this.baseCalls(statement, bases) > 0,
      isAbstract: decorators.some((decorator) => /(?:^|\.)abstract\w*$/.test(decorator)),
    };
  }

  private superInitCalls(methods: readonly number[], bases: readonly string[]): number {
    const { source } = this;
    const initializers = methods.filter((method) => source.nameOf(nameToken(source, method)) === '__init__');
    return initializers.reduce((sum, method) => sum + this.superCalls(method) + this.baseCalls(method, bases), 0);
  }

  /** Number of `super().name(…)` and `super(C, self).name(…)` in the method `name`. */
  private superCalls(method: number): number {
    const { tokens, statements } = this.source;
    const nameId = tokens.ids[nameToken(this.source, method)];
    const first = statements.endToken(method);
    const end = statements.endToken(statements.lastInside(method));
    let calls = 0;
    for (const at of this.source.scanned.supers) {
      if (at < first || at >= end) continue;
      const dot = afterBrackets(tokens, at + 1);
      const isCall = tokens.kinds[dot] === Kind.DOT && tokens.kinds[dot + 2] === Kind.LEFT_PARENTHESIS;
      if (isCall && tokens.ids[dot + 1] === nameId) calls++;
    }
    return calls;
  }

  /** Number of `Base.name(…)` in the method `name`, for a base as the header writes it. */
  private baseCalls(method: number, bases: readonly string[]): number {
    const { tokens, statements, text } = this.source;
    const { ids, kinds, starts, ends } = tokens;
    if (bases.length === 0) return 0;
    const nameId = ids[nameToken(this.source, method)];
    const end = statements.endToken(statements.lastInside(method));
    let calls = 0;
    for (let at = statements.endToken(method) + 2; at < end; at++) {
      if (ids[at] !== nameId || kinds[at - 1] !== Kind.DOT || kinds[at + 1] !== Kind.LEFT_PARENTHESIS) continue;
      let first = at - 2;
      while (kinds[first - 1] === Kind.DOT && kinds[first - 2] === Kind.NAME) first -= 2;
      if (bases.includes(text.slice(starts[first], ends[at - 2]).replace(/\s+/g, ''))) calls++;
    }
    return calls;
  }
}

function afterTypeParameters({ tokens }: PythonSource, name: number): number {
  return tokens.kinds[name + 1] === Kind.LEFT_BRACKET ? afterBrackets(tokens, name + 1) : name + 1;
}
