import * as Kind from '../tokens/kinds.js';
import { badEscape } from './escapes.js';
import type { Cursor } from './cursor.js';
import type { ExpressionReader } from './expressions.js';
import { isBytes } from './known-shapes.js';

const emptyField = "f-string: valid expression required before '}'";

/** Reads string literals that stand beside each other, and the fields of f-strings. */
export class StringReader {
  /** The first backslash of the text from some token on: most literals end before it. */
  private nextBackslash = -1;

  constructor(
    private readonly cursor: Cursor,
    private readonly expressions: ExpressionReader,
  ) {}

  readStrings(): boolean {
    const { cursor, expressions } = this;
    const first = cursor.at;
    let isFormatted = false;
    for (;;) {
      if (cursor.kind === Kind.STRING) {
        if (this.isBytes(cursor.at) !== this.isBytes(first)) {
          return cursor.fail('cannot mix bytes and nonbytes literals', first);
        }
        if (!this.hasSoundEscapes(cursor.at, cursor.at)) return false;
        cursor.at++;
      } else if (cursor.kind === Kind.FSTRING_START) {
        if (this.isBytes(first)) return cursor.fail('cannot mix bytes and nonbytes literals', first);
        isFormatted = true;
        if (!this.readFormatted()) return false;
      } else break;
    }
    expressions.asNoTarget(isFormatted ? 'f-string expression' : 'literal');
    return true;
  }

  private isBytes(token: number): boolean {
    const { tokens } = this.cursor;
    return isBytes(tokens.units.data, tokens.starts[token] ?? 0);
  }

  private readFormatted(): boolean {
    const { cursor } = this;
    const opening = cursor.at++;
    while (!cursor.accept(Kind.FSTRING_END)) {
      if (cursor.kind === Kind.FSTRING_MIDDLE) {
        if (!this.hasSoundEscapes(cursor.at, opening)) return false;
        cursor.at++;
      } else if (!this.readField()) return false;
    }
    return true;
  }

  /** Whether the escapes of a literal, or of a part of the f-string that `opening` begins, stand for characters. */
  private hasSoundEscapes(token: number, opening: number): boolean {
    const { cursor } = this;
    const { tokens, source } = cursor;
    const start = tokens.starts[token] ?? 0;
    const end = tokens.ends[token] ?? 0;
    if (this.nextBackslash < start) {
      const found = source.text.indexOf('\\', start);
      this.nextBackslash = found < 0 ? source.text.length : found;
    }
    if (this.nextBackslash >= end || this.isRaw(opening)) return true;
    const complaint = badEscape(source.text.slice(this.nextBackslash, end), this.isBytes(opening));
    return complaint === undefined || cursor.fail(complaint, token);
  }

  private isRaw(token: number): boolean {
    const { tokens, source } = this.cursor;
    const start = tokens.starts[token] ?? 0;
    return /^[A-Za-z]?[rR]/.test(source.text.slice(start, start + 2));
  }

  /** `{expression=!r:specification}` */
  private readField(): boolean {
    const { cursor, expressions } = this;
    if (!cursor.expect(Kind.LEFT_BRACE)) return false;
    const { kind } = cursor;
    if (kind === Kind.RIGHT_BRACE || kind === Kind.COLON || kind === Kind.BANG) return cursor.fail(emptyField);
    if (!expressions.readYieldOrList()) return false;
    cursor.accept(Kind.EQUAL);
    if (cursor.accept(Kind.BANG) && !cursor.expect(Kind.NAME, 'f-string: invalid conversion character')) return false;
    if (cursor.accept(Kind.COLON)) {
      while (cursor.kind !== Kind.RIGHT_BRACE) {
        if (!cursor.accept(Kind.FSTRING_MIDDLE) && !this.readField()) return false;
      }
    }
    return cursor.expect(Kind.RIGHT_BRACE, "f-string: expecting '}'");
  }
}
