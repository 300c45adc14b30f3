import * as Keyword from '../tokens/keywords.js';
import * as Kind from '../tokens/kinds.js';
import type { Cursor } from './cursor.js';
import type { ExpressionReader } from './expressions.js';

/** Reads parameter lists; those of `def` may be annotated and stand in parentheses, those of `lambda` end at a colon. */
export class ParameterReader {
  constructor(
    private readonly cursor: Cursor,
    private readonly expressions: ExpressionReader,
  ) {}

  readParameters(close: number, mayAnnotate: boolean): boolean {
    const { cursor } = this;
    let hasDefault = false;
    let hasStar = false;
    let needsName = false;
    for (let count = 0; cursor.kind !== close; count++) {
      const first = cursor.at;
      if (cursor.accept(Kind.DOUBLE_STAR)) {
        if (needsName) return cursor.fail('named arguments must follow bare *', first);
        return this.readRest(close, mayAnnotate);
      }
      if (cursor.accept(Kind.SLASH)) {
        if (count === 0) return cursor.fail('at least one argument must precede /', first);
        if (hasStar) return cursor.fail('/ must be ahead of *', first);
      } else if (cursor.accept(Kind.STAR)) {
        if (hasStar) return cursor.fail('* argument may appear only once', first);
        hasStar = true;
        needsName = cursor.kind === Kind.COMMA;
        if (!needsName && !this.readName(mayAnnotate, true)) return false;
        if (cursor.kind === Kind.EQUAL) return cursor.fail('var-positional argument cannot have default value');
      } else {
        if (!this.readName(mayAnnotate, false)) return false;
        needsName = false;
        const isOptional = cursor.accept(Kind.EQUAL);
        if (isOptional && !this.expressions.readExpression()) return false;
        if (!isOptional && hasDefault && !hasStar) {
          return cursor.fail('non-default argument follows default argument', first);
        }
        hasDefault ||= isOptional;
      }
      if (!cursor.accept(Kind.COMMA)) break;
    }
    return !needsName || cursor.fail('named arguments must follow bare *');
  }

  /** `**name`, after which only a comma may follow. */
  private readRest(close: number, mayAnnotate: boolean): boolean {
    const { cursor } = this;
    if (!this.readName(mayAnnotate, false)) return false;
    if (cursor.kind === Kind.EQUAL) return cursor.fail('var-keyword argument cannot have default value');
    cursor.accept(Kind.COMMA);
    return cursor.kind === close || cursor.fail('arguments cannot follow var-keyword argument');
  }

  private readName(mayAnnotate: boolean, mayUnpack: boolean): boolean {
    const { cursor, expressions } = this;
    if (!cursor.expect(Kind.NAME)) return false;
    if (!mayAnnotate || !cursor.accept(Kind.COLON)) return true;
    if (mayUnpack && cursor.accept(Kind.STAR)) return expressions.readOperators();
    return expressions.readExpression();
  }
}

/** Reads `lambda a, b=1: c`. */
export class LambdaReader {
  private readonly parameters: ParameterReader;

  constructor(
    private readonly cursor: Cursor,
    private readonly expressions: ExpressionReader,
  ) {
    this.parameters = new ParameterReader(cursor, expressions);
  }

  readLambda(): boolean {
    const { cursor } = this;
    if (!cursor.expectKeyword(Keyword.LAMBDA) || !this.parameters.readParameters(Kind.COLON, false)) return false;
    return cursor.expect(Kind.COLON) && this.expressions.readExpression();
  }
}
