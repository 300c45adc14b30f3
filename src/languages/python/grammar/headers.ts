import * as Keyword from '../tokens/keywords.js';
import * as Kind from '../tokens/kinds.js';
import { ArgumentReader } from './arguments.js';
import type { Cursor } from './cursor.js';
import { NO_TARGET, type ExpressionReader } from './expressions.js';
import { ParameterReader } from './parameters.js';
import { PatternReader } from './patterns.js';

const expectedColon = "expected ':'";

/** Reads the headers of compound statements, colon included. */
export class HeaderReader {
  private readonly parameters: ParameterReader;
  private readonly patterns: PatternReader;
  private readonly arguments: ArgumentReader;

  constructor(
    private readonly cursor: Cursor,
    private readonly expressions: ExpressionReader,
  ) {
    this.parameters = new ParameterReader(cursor, expressions);
    this.patterns = new PatternReader(cursor, expressions);
    this.arguments = new ArgumentReader(cursor, expressions, expressions.atoms);
  }

  readHeader(keyword: number): boolean {
    const { cursor } = this;
    cursor.acceptKeyword(Keyword.ASYNC);
    cursor.at++;
    return this.readBeforeColon(keyword) && cursor.expect(Kind.COLON, expectedColon);
  }

  private readBeforeColon(keyword: number): boolean {
    const { cursor, expressions } = this;
    switch (keyword) {
      case Keyword.IF:
      case Keyword.ELIF:
      case Keyword.WHILE:
        return expressions.readNamedExpression();
      case Keyword.FOR:
        return (
          expressions.atoms.readLoopTargets() && cursor.expectKeyword(Keyword.IN) && expressions.readExpressionList()
        );
      case Keyword.WITH:
        return this.readWith();
      case Keyword.EXCEPT:
        return this.readExcept();
      case Keyword.DEF:
        return this.readDefinition();
      case Keyword.CLASS:
        return this.readClass();
      case Keyword.MATCH:
        return expressions.readExpressionList(() => expressions.readStarOrNamed());
      case Keyword.CASE:
        return this.patterns.readPatterns() && (!cursor.acceptKeyword(Keyword.IF) || expressions.readNamedExpression());
      default:
        return true;
    }
  }

  /** `with a as b, c:`, `with (a as b, c):`; the second is tried first, for its brackets may be an expression's. */
  private readWith(): boolean {
    const { cursor } = this;
    const first = cursor.at;
    if (cursor.accept(Kind.LEFT_PARENTHESIS)) {
      const isRead = this.readItems(Kind.RIGHT_PARENTHESIS) && cursor.accept(Kind.RIGHT_PARENTHESIS);
      if (isRead && cursor.kind === Kind.COLON) return true;
      cursor.at = first;
      cursor.failure = undefined;
    }
    return this.readItems(Kind.COLON);
  }

  private readItems(close: number): boolean {
    const { cursor } = this;
    do {
      if (!this.readItem()) return false;
    } while (cursor.accept(Kind.COMMA) && !(close === Kind.RIGHT_PARENTHESIS && cursor.kind === close));
    return true;
  }

  private readItem(): boolean {
    const { cursor, expressions } = this;
    if (!expressions.readExpression()) return false;
    if (!cursor.acceptKeyword(Keyword.AS)) return true;
    cursor.accept(Kind.STAR);
    if (!expressions.readPrimary()) return false;
    return expressions.target !== NO_TARGET || cursor.fail(`cannot assign to ${expressions.targetName}`);
  }

  /** `except:`, `except a as b:`, `except* a:`, and `except A, B:` since 3.14 — but not Python 2's `except A, error:`. */
  private readExcept(): boolean {
    const { cursor, expressions } = this;
    const isGroup = cursor.accept(Kind.STAR);
    if (cursor.kind === Kind.COLON && !isGroup) return true;
    if (!expressions.readExpression()) return false;
    if (cursor.acceptKeyword(Keyword.AS)) return cursor.expect(Kind.NAME);
    while (cursor.accept(Kind.COMMA)) {
      if (this.isVariable()) return cursor.fail('multiple exception types must be parenthesized');
      if (!expressions.readExpression()) return false;
    }
    return true;
  }

  /** Names of exceptions are capitalized, those of variables are not. */
  private isVariable(): boolean {
    const { cursor } = this;
    const isName = cursor.kind === Kind.NAME && cursor.tokens.kinds[cursor.at + 1] === Kind.COLON;
    return isName && /^[a-z_]/.test(cursor.source.textOf(cursor.at));
  }

  private readDefinition(): boolean {
    const { cursor, expressions } = this;
    if (!cursor.expect(Kind.NAME) || !this.readTypeParameters()) return false;
    if (!cursor.expect(Kind.LEFT_PARENTHESIS, "expected '('")) return false;
    if (!this.parameters.readParameters(Kind.RIGHT_PARENTHESIS, true)) return false;
    if (!cursor.expect(Kind.RIGHT_PARENTHESIS)) return false;
    return !cursor.accept(Kind.ARROW) || expressions.readExpression();
  }

  private readClass(): boolean {
    const { cursor } = this;
    if (!cursor.expect(Kind.NAME) || !this.readTypeParameters()) return false;
    return cursor.kind !== Kind.LEFT_PARENTHESIS || this.arguments.readArguments();
  }

  /** `[T, *Ts, **P]` with bounds and defaults, which we only pass over. */
  private readTypeParameters(): boolean {
    const { cursor } = this;
    if (cursor.kind !== Kind.LEFT_BRACKET) return true;
    const close = cursor.tokens.links[cursor.at] ?? -1;
    if (close <= cursor.at + 1) return cursor.fail();
    cursor.at = close + 1;
    return true;
  }
}
