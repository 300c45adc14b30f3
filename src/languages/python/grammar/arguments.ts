import * as Kind from '../tokens/kinds.js';
import type { AtomReader } from './atoms.js';
import type { Cursor } from './cursor.js';
import type { ExpressionReader } from './expressions.js';

/** Reads the arguments of calls and of class headers. */
export class ArgumentReader {
  private hasKeyword = false;
  private hasUnpackedKeywords = false;

  constructor(
    private readonly cursor: Cursor,
    private readonly expressions: ExpressionReader,
    private readonly atoms: AtomReader,
  ) {}

  /** `(a, *b, c=d, **e)`, `(a for a in b)` */
  readArguments(): boolean {
    const { cursor } = this;
    const [hadKeyword, hadUnpacked] = [this.hasKeyword, this.hasUnpackedKeywords];
    this.hasKeyword = this.hasUnpackedKeywords = false;
    cursor.at++;
    for (let count = 0; cursor.kind !== Kind.RIGHT_PARENTHESIS; count++) {
      if (!this.readArgument(count)) return false;
      if (!cursor.accept(Kind.COMMA)) break;
    }
    this.hasKeyword = hadKeyword;
    this.hasUnpackedKeywords = hadUnpacked;
    return cursor.expect(Kind.RIGHT_PARENTHESIS, 'invalid syntax. Perhaps you forgot a comma?');
  }

  private readArgument(count: number): boolean {
    const { cursor, expressions } = this;
    if (cursor.accept(Kind.DOUBLE_STAR)) {
      this.hasUnpackedKeywords = true;
      return expressions.readExpression();
    }
    if (cursor.kind === Kind.STAR) {
      if (this.hasUnpackedKeywords)
        return cursor.fail('iterable argument unpacking follows keyword argument unpacking');
      cursor.at++;
      return expressions.readExpression();
    }
    if (cursor.kind === Kind.NAME && cursor.tokens.kinds[cursor.at + 1] === Kind.EQUAL) {
      this.hasKeyword = true;
      cursor.at += 2;
      return expressions.readExpression();
    }
    return this.readPositional(count);
  }

  private readPositional(count: number): boolean {
    const { cursor, expressions, atoms } = this;
    const first = cursor.at;
    if (!expressions.readNamedExpression()) return false;
    if (cursor.kind === Kind.EQUAL) {
      return cursor.fail('expression cannot contain assignment, perhaps you meant "=="?', first);
    }
    if (atoms.beginsComprehension()) {
      if (!atoms.readComprehension()) return false;
      const isAlone = count === 0 && cursor.kind === Kind.RIGHT_PARENTHESIS;
      return isAlone || cursor.fail('Generator expression must be parenthesized', first);
    }
    if (this.hasUnpackedKeywords) return cursor.fail('positional argument follows keyword argument unpacking', first);
    return !this.hasKeyword || cursor.fail('positional argument follows keyword argument', first);
  }
}
