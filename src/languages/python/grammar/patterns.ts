import * as Keyword from '../tokens/keywords.js';
import * as Kind from '../tokens/kinds.js';
import type { Cursor } from './cursor.js';
import type { ExpressionReader } from './expressions.js';

const DEEPEST_NESTING = 100;

/** Reads the patterns of `case`. */
export class PatternReader {
  private depth = 0;

  constructor(
    private readonly cursor: Cursor,
    private readonly expressions: ExpressionReader,
  ) {}

  /** `a`, `a, *b`, up to the guard or the colon. */
  readPatterns(): boolean {
    return this.readSequence((kind, id) => kind === Kind.COLON || id === Keyword.IF);
  }

  private readSequence(isEnd: (kind: number, id: number) => boolean): boolean {
    const { cursor } = this;
    do {
      const isRead = cursor.accept(Kind.STAR) ? cursor.expect(Kind.NAME) : this.readPattern();
      if (!isRead) return false;
    } while (cursor.accept(Kind.COMMA) && !isEnd(cursor.kind, cursor.id));
    return true;
  }

  /** `a | b as c` */
  private readPattern(): boolean {
    const { cursor } = this;
    if (this.depth > DEEPEST_NESTING) return cursor.fail('too many nested parentheses');
    this.depth++;
    const isRead = this.readAlternatives();
    this.depth--;
    return isRead && (!cursor.acceptKeyword(Keyword.AS) || cursor.expect(Kind.NAME));
  }

  private readAlternatives(): boolean {
    const { cursor } = this;
    for (;;) {
      if (!this.readClosed()) return false;
      if (cursor.kind !== Kind.OPERATOR || cursor.source.textOf(cursor.at) !== '|') return true;
      cursor.at++;
    }
  }

  private readClosed(): boolean {
    const { cursor } = this;
    switch (cursor.kind) {
      case Kind.NAME:
        return this.readNameOrClass();
      case Kind.LEFT_PARENTHESIS:
        return this.readBracket(Kind.RIGHT_PARENTHESIS);
      case Kind.LEFT_BRACKET:
        return this.readBracket(Kind.RIGHT_BRACKET);
      case Kind.LEFT_BRACE:
        return this.readMapping();
      default:
        // Literals, signed and complex numbers: the operand reader knows them, and stops before `|`.
        return this.readLiteral();
    }
  }

  private readLiteral(): boolean {
    const { cursor } = this;
    cursor.accept(Kind.SIGN);
    if (cursor.accept(Kind.NUMBER)) return !cursor.accept(Kind.SIGN) || cursor.expect(Kind.NUMBER);
    const { kind } = cursor;
    const isLiteral = kind === Kind.STRING || kind === Kind.FSTRING_START || kind === Kind.KEYWORD;
    return isLiteral ? this.expressions.readPrimary() : cursor.fail();
  }

  private readNameOrClass(): boolean {
    const { cursor } = this;
    cursor.at++;
    while (cursor.accept(Kind.DOT)) if (!cursor.expect(Kind.NAME)) return false;
    if (!cursor.accept(Kind.LEFT_PARENTHESIS)) return true;
    while (cursor.kind !== Kind.RIGHT_PARENTHESIS) {
      if (cursor.kind === Kind.NAME && cursor.tokens.kinds[cursor.at + 1] === Kind.EQUAL) cursor.at += 2;
      if (!this.readPattern()) return false;
      if (!cursor.accept(Kind.COMMA)) break;
    }
    return cursor.expect(Kind.RIGHT_PARENTHESIS);
  }

  private readBracket(close: number): boolean {
    const { cursor } = this;
    cursor.at++;
    return cursor.accept(close) || (this.readSequence((kind) => kind === close) && cursor.expect(close));
  }

  private readMapping(): boolean {
    const { cursor } = this;
    cursor.at++;
    while (cursor.kind !== Kind.RIGHT_BRACE) {
      if (cursor.accept(Kind.DOUBLE_STAR)) {
        if (!cursor.expect(Kind.NAME)) return false;
      } else {
        const isKey = cursor.kind === Kind.NAME ? this.expressions.readPrimary() : this.readLiteral();
        if (!isKey || !cursor.expect(Kind.COLON) || !this.readPattern()) return false;
      }
      if (!cursor.accept(Kind.COMMA)) break;
    }
    return cursor.expect(Kind.RIGHT_BRACE);
  }
}
