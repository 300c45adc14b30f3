import * as Keyword from '../tokens/keywords.js';
import * as Kind from '../tokens/kinds.js';
import { ArgumentReader } from './arguments.js';
import type { Cursor } from './cursor.js';
import { NO_TARGET, SEVERAL_TARGETS, SINGLE_TARGET, type ExpressionReader } from './expressions.js';
import { StringReader } from './strings.js';

const forgotComma = 'invalid syntax. Perhaps you forgot a comma?';

/** Reads names, literals and brackets, with the attributes, calls and subscripts that follow them. */
export class AtomReader {
  private readonly arguments: ArgumentReader;
  private readonly strings: StringReader;

  constructor(
    private readonly cursor: Cursor,
    private readonly expressions: ExpressionReader,
  ) {
    this.arguments = new ArgumentReader(cursor, expressions, this);
    this.strings = new StringReader(cursor, expressions);
  }

  readPrimary(): boolean {
    if (!this.readAtom()) return false;
    const { cursor, expressions } = this;
    for (;;) {
      switch (cursor.kind) {
        case Kind.DOT:
          cursor.at++;
          if (!cursor.expect(Kind.NAME)) return false;
          expressions.asTarget(SINGLE_TARGET, 'attribute');
          break;
        case Kind.LEFT_PARENTHESIS:
          if (!this.arguments.readArguments()) return false;
          expressions.asNoTarget('function call');
          break;
        case Kind.LEFT_BRACKET:
          if (!this.readSubscript()) return false;
          expressions.asTarget(SINGLE_TARGET, 'subscript');
          break;
        default:
          return true;
      }
    }
  }

  /** `for a in b if c for d in e`; whether it is there is known by its first word. */
  readComprehension(): boolean {
    const { cursor, expressions } = this;
    do {
      cursor.acceptKeyword(Keyword.ASYNC);
      if (!cursor.expectKeyword(Keyword.FOR) || !this.readLoopTargets()) return false;
      if (!cursor.expectKeyword(Keyword.IN) || !expressions.readOperators()) return false;
      while (cursor.acceptKeyword(Keyword.IF)) if (!expressions.readOperators()) return false;
    } while (this.beginsComprehension());
    return true;
  }

  beginsComprehension(): boolean {
    const { id } = this.cursor;
    return id === Keyword.FOR || id === Keyword.ASYNC;
  }

  /** What stands between `for` and `in`. */
  readLoopTargets(): boolean {
    const { cursor, expressions } = this;
    for (;;) {
      cursor.accept(Kind.STAR);
      if (!expressions.readPrimary()) return false;
      if (expressions.target === NO_TARGET) return cursor.fail(`cannot assign to ${expressions.targetName}`);
      if (!cursor.accept(Kind.COMMA) || cursor.id === Keyword.IN) return true;
    }
  }

  private readAtom(): boolean {
    const { cursor, expressions } = this;
    switch (cursor.kind) {
      case Kind.NAME:
        cursor.at++;
        expressions.asTarget(SINGLE_TARGET, 'name');
        return true;
      case Kind.NUMBER:
        cursor.at++;
        expressions.asNoTarget('literal');
        return true;
      case Kind.ELLIPSIS:
        cursor.at++;
        expressions.asNoTarget('ellipsis');
        return true;
      case Kind.STRING:
      case Kind.FSTRING_START:
        return this.strings.readStrings();
      case Kind.KEYWORD:
        return this.readConstant();
      case Kind.LEFT_PARENTHESIS:
        return this.readParenthesis();
      case Kind.LEFT_BRACKET:
        return this.readList();
      case Kind.LEFT_BRACE:
        return this.readBraces();
      default:
        return cursor.fail();
    }
  }

  private readConstant(): boolean {
    const { cursor, expressions } = this;
    const { id } = cursor;
    if (id !== Keyword.TRUE && id !== Keyword.FALSE && id !== Keyword.NONE) return cursor.fail();
    cursor.at++;
    expressions.asNoTarget(cursor.source.nameOf(cursor.at - 1));
    return true;
  }

  /** `()`, `(a)`, `(a, *b)`, `(yield)`, `(a for a in b)` */
  private readParenthesis(): boolean {
    const { cursor, expressions } = this;
    cursor.at++;
    if (cursor.accept(Kind.RIGHT_PARENTHESIS)) {
      expressions.asTarget(SEVERAL_TARGETS, 'tuple');
      return true;
    }
    const first = cursor.at;
    if (cursor.id === Keyword.YIELD) {
      if (!expressions.readYieldOrList()) return false;
    } else if (!expressions.readExpressionList(() => expressions.readStarOrNamed())) return false;
    if (this.beginsComprehension()) {
      if (!this.readComprehension()) return false;
      expressions.asNoTarget('generator expression');
    } else if (cursor.tokens.kinds[first] === Kind.STAR && !expressions.isTuple) {
      return cursor.fail('cannot use starred expression here', first);
    }
    return cursor.expect(Kind.RIGHT_PARENTHESIS, forgotComma);
  }

  /** `[]`, `[a, *b]`, `[a for a in b]` */
  private readList(): boolean {
    const { cursor, expressions } = this;
    cursor.at++;
    if (cursor.accept(Kind.RIGHT_BRACKET)) {
      expressions.asTarget(SEVERAL_TARGETS, 'list');
      return true;
    }
    if (!expressions.readExpressionList(() => expressions.readStarOrNamed())) return false;
    if (this.beginsComprehension()) {
      if (!this.readComprehension()) return false;
      expressions.asNoTarget('list comprehension');
    } else if (expressions.target !== NO_TARGET) expressions.asTarget(SEVERAL_TARGETS, 'list');
    return cursor.expect(Kind.RIGHT_BRACKET, forgotComma);
  }

  /** A dictionary or a set, by its first element. */
  private readBraces(): boolean {
    const { cursor, expressions } = this;
    cursor.at++;
    let isDictionary = cursor.kind === Kind.RIGHT_BRACE || cursor.kind === Kind.DOUBLE_STAR;
    for (let isFirst = true; cursor.kind !== Kind.RIGHT_BRACE; isFirst = false) {
      if (cursor.kind === Kind.DOUBLE_STAR && isDictionary) {
        cursor.at++;
        if (!expressions.readOperators()) return false;
      } else {
        if (!expressions.readStarOrNamed()) return false;
        if (isFirst) isDictionary = cursor.kind === Kind.COLON;
        if (isDictionary && !this.readDictionaryValue()) return false;
      }
      if (isFirst && this.beginsComprehension() && !this.readComprehension()) return false;
      if (!cursor.accept(Kind.COMMA)) break;
    }
    expressions.asNoTarget(isDictionary ? 'dict literal' : 'set display');
    return cursor.expect(Kind.RIGHT_BRACE, forgotComma);
  }

  private readDictionaryValue(): boolean {
    const { cursor, expressions } = this;
    if (!cursor.expect(Kind.COLON, "':' expected after dictionary key")) return false;
    if (!expressions.beginsExpression()) return cursor.fail("expression expected after dictionary key and ':'");
    return expressions.readExpression();
  }

  /** `[a]`, `[a:b:c, d]`, `[*a]` */
  private readSubscript(): boolean {
    const { cursor } = this;
    cursor.at++;
    for (;;) {
      if (!this.readSlice()) return false;
      if (!cursor.accept(Kind.COMMA) || cursor.kind === Kind.RIGHT_BRACKET) break;
    }
    return cursor.expect(Kind.RIGHT_BRACKET, forgotComma);
  }

  private readSlice(): boolean {
    const { cursor, expressions } = this;
    // `x[a::b]` and `x[a:=b]` differ by what the colon is glued to.
    if (cursor.kind !== Kind.COLON && !expressions.readStarOrNamed()) return false;
    for (let colons = 0; colons < 2 && cursor.accept(Kind.COLON); colons++) {
      if (expressions.beginsExpression() && !expressions.readExpression()) return false;
    }
    return true;
  }
}
