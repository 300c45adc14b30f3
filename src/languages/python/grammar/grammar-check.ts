import type { PythonSource } from '../source.js';
import * as Keyword from '../tokens/keywords.js';
import * as Kind from '../tokens/kinds.js';
import * as Settled from '../tokens/settled.js';
import { BlockReader } from './blocks.js';
import { Cursor, type Failure } from './cursor.js';
import { ExpressionReader } from './expressions.js';
import { HeaderReader } from './headers.js';
import { KnownShapes } from './known-shapes.js';
import { SimpleStatementReader } from './simple-statements.js';

/** Problems after these are most likely their consequences. */
const MOST_FAILURES = 5;

const knownShapes = new KnownShapes();

/** Statements whose reading asks for more than their shape: the place of `case`, `|` in its pattern, the case of an exception's name. */
const asksForText = (keyword: number): boolean =>
  keyword === Keyword.MATCH || keyword === Keyword.CASE || keyword === Keyword.EXCEPT;

/**
 * Recognises Python's grammar, 3.8 to 3.14 together, statement by statement. What a version in this range accepts is valid here. Statements
 * with a lexical problem are passed over: that problem says it all.
 */
export function checkGrammar(source: PythonSource, shapes: KnownShapes = knownShapes): readonly Failure[] {
  return new GrammarCheck(source, shapes).run();
}

class GrammarCheck {
  private readonly cursor: Cursor;
  private readonly expressions: ExpressionReader;
  private readonly headers: HeaderReader;
  private readonly simple: SimpleStatementReader;
  private readonly blocks: BlockReader;
  /** The first backslash from some statement on: escapes are no part of a shape. */
  private nextBackslash = -1;

  constructor(
    private readonly source: PythonSource,
    private readonly shapes: KnownShapes,
  ) {
    this.cursor = new Cursor(source);
    this.expressions = new ExpressionReader(this.cursor);
    this.headers = new HeaderReader(this.cursor, this.expressions);
    this.simple = new SimpleStatementReader(this.cursor, this.expressions);
    this.blocks = new BlockReader(source);
  }

  run(): readonly Failure[] {
    const { statements } = this.source;
    const failures: Failure[] = [];
    for (let statement = 0; statement < statements.count && failures.length < MOST_FAILURES; statement++) {
      const failure = this.blocks.problemOf(statement) ?? this.read(statement);
      if (failure) failures.push(failure);
    }
    return failures;
  }

  private read(statement: number): Failure | undefined {
    const { source, cursor } = this;
    const first = source.statements.firstToken(statement);
    const end = source.statements.endToken(statement);
    if (this.hasLexicalProblem(first, end)) return undefined;
    const settled = source.tokens.settled[first] ?? 0;
    const standsAlone = !asksForText(source.statements.keyword(statement));
    if (!standsAlone || (settled & Settled.GRAMMATICAL) === 0) {
      const hasShape = standsAlone && !this.hasBackslash(first, end);
      if (!hasShape || !this.shapes.has(source.tokens, first, end)) {
        cursor.enter(first, end);
        const isRead = this.readStatement(statement, first) && (cursor.isAtEnd || cursor.fail());
        if (!isRead) return cursor.failure;
        if (hasShape) this.shapes.add(source.tokens, first, end);
      }
      source.tokens.settled[first] = settled | Settled.GRAMMATICAL;
    }
    return this.checkSuite(statement, first);
  }

  private hasBackslash(first: number, end: number): boolean {
    const { text, tokens } = this.source;
    const start = tokens.starts[first] ?? 0;
    if (this.nextBackslash < start) {
      const found = text.indexOf('\\', start);
      this.nextBackslash = found < 0 ? text.length : found;
    }
    return this.nextBackslash < (tokens.ends[end - 1] ?? 0);
  }

  private readStatement(statement: number, first: number): boolean {
    const { source, cursor, expressions } = this;
    const { statements, tokens } = source;
    if (statements.isHeader(statement)) return this.headers.readHeader(statements.keyword(statement));
    if (tokens.ids[first] === Keyword.ASYNC) return cursor.fail();
    if (cursor.accept(Kind.AT)) return expressions.readNamedExpression();
    return this.simple.readStatement(statements.keyword(statement));
  }

  /** What stands in one line with a header's colon is no header itself, and holds only in a line of its own when it is a decorator. */
  private checkSuite(statement: number, first: number): Failure | undefined {
    const { statements, tokens } = this.source;
    const isCompound = statements.isHeader(statement) || tokens.kinds[first] === Kind.AT;
    const startsLine = !isCompound || first === 0 || isLineStart(tokens.kinds[first - 1] ?? Kind.NEWLINE);
    if (!startsLine) return { token: first, message: 'invalid syntax' };
    const parent = statements.parent(statement);
    const isMatchBody = parent >= 0 && statements.keyword(parent) === Keyword.MATCH;
    return isMatchBody && statements.keyword(statement) !== Keyword.CASE
      ? { token: first, message: 'invalid syntax' }
      : undefined;
  }

  private hasLexicalProblem(first: number, end: number): boolean {
    const { problems, starts, ends } = this.source.tokens;
    if (problems.length === 0) return false;
    const from = starts[first] ?? 0;
    const to = ends[end - 1] ?? from;
    return problems.some(({ start }) => start >= from && start <= to);
  }
}

const isLineStart = (kind: number): boolean => kind === Kind.NEWLINE || kind === Kind.INDENT || kind === Kind.DEDENT;
