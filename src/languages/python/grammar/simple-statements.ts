import * as Keyword from '../tokens/keywords.js';
import * as Kind from '../tokens/kinds.js';
import type { Cursor } from './cursor.js';
import { NO_TARGET, SINGLE_TARGET, type ExpressionReader } from './expressions.js';

/** Reads statements without a block. */
export class SimpleStatementReader {
  constructor(
    private readonly cursor: Cursor,
    private readonly expressions: ExpressionReader,
  ) {}

  /** Reads what follows the keyword; an expression or assignment when there is none. */
  readStatement(keyword: number): boolean {
    const { cursor, expressions } = this;
    switch (keyword) {
      case Keyword.PASS:
      case Keyword.BREAK:
      case Keyword.CONTINUE:
        cursor.at++;
        return true;
      case Keyword.RETURN:
        cursor.at++;
        return !expressions.beginsExpression() || expressions.readExpressionList();
      case Keyword.RAISE:
        return this.readRaise();
      case Keyword.ASSERT:
        cursor.at++;
        return expressions.readExpression() && (!cursor.accept(Kind.COMMA) || expressions.readExpression());
      case Keyword.GLOBAL:
      case Keyword.NONLOCAL:
        return this.readNames();
      case Keyword.DEL:
        return this.readDelete();
      case Keyword.IMPORT:
        return this.readImport();
      case Keyword.FROM:
        return this.readFromImport();
      default:
        return this.readExpressionStatement();
    }
  }

  private readRaise(): boolean {
    const { cursor, expressions } = this;
    cursor.at++;
    if (!expressions.beginsExpression()) return true;
    return expressions.readExpression() && (!cursor.acceptKeyword(Keyword.FROM) || expressions.readExpression());
  }

  private readNames(): boolean {
    const { cursor } = this;
    do {
      cursor.at++;
      if (!cursor.expect(Kind.NAME)) return false;
    } while (cursor.kind === Kind.COMMA);
    return true;
  }

  private readDelete(): boolean {
    const { cursor, expressions } = this;
    cursor.at++;
    do {
      if (!expressions.readPrimary()) return false;
      if (expressions.target === NO_TARGET) return cursor.fail(`cannot delete ${expressions.targetName}`);
    } while (cursor.accept(Kind.COMMA) && expressions.beginsExpression());
    return true;
  }

  private readImport(): boolean {
    const { cursor } = this;
    do {
      cursor.at++;
      if (!this.readDottedName() || !this.readAlias()) return false;
    } while (cursor.kind === Kind.COMMA);
    return true;
  }

  private readFromImport(): boolean {
    const { cursor } = this;
    cursor.at++;
    let dots = 0;
    for (; cursor.kind === Kind.DOT || cursor.kind === Kind.ELLIPSIS; dots++) cursor.at++;
    if ((dots === 0 || cursor.kind === Kind.NAME) && !this.readDottedName()) return false;
    if (!cursor.expectKeyword(Keyword.IMPORT)) return false;
    if (cursor.accept(Kind.STAR)) return true;
    const inBrackets = cursor.accept(Kind.LEFT_PARENTHESIS);
    for (;;) {
      if (!cursor.expect(Kind.NAME) || !this.readAlias()) return false;
      if (!cursor.accept(Kind.COMMA)) break;
      if (inBrackets && cursor.kind === Kind.RIGHT_PARENTHESIS) break;
      if (cursor.isAtEnd)
        return cursor.fail('trailing comma not allowed without surrounding parentheses', cursor.at - 1);
    }
    return !inBrackets || cursor.expect(Kind.RIGHT_PARENTHESIS);
  }

  private readDottedName(): boolean {
    const { cursor } = this;
    do if (!cursor.expect(Kind.NAME)) return false;
    while (cursor.accept(Kind.DOT));
    return true;
  }

  private readAlias(): boolean {
    return !this.cursor.acceptKeyword(Keyword.AS) || this.cursor.expect(Kind.NAME);
  }

  /** `a`, `a = b = c`, `a += b`, `a: b = c`, `type A[T] = b` */
  private readExpressionStatement(): boolean {
    const { cursor, expressions } = this;
    if (cursor.id === Keyword.TYPE && cursor.tokens.kinds[cursor.at + 1] === Kind.NAME) return this.readTypeAlias();
    const first = cursor.at;
    if (!expressions.readYieldOrList()) return this.explain(first);
    switch (cursor.kind) {
      case Kind.AUGMENTED:
        if (expressions.target !== SINGLE_TARGET)
          return this.failAt(first, 'is an illegal expression for augmented assignment');
        cursor.at++;
        return expressions.readYieldOrList();
      case Kind.COLON:
        return this.readAnnotation(first);
      case Kind.EQUAL:
        return this.readAssignment(first);
      default:
        return cursor.isAtEnd || this.explain(first);
    }
  }

  private readAssignment(first: number): boolean {
    const { cursor, expressions } = this;
    while (cursor.kind === Kind.EQUAL) {
      if (expressions.target === NO_TARGET) {
        const message = `cannot assign to ${expressions.targetName} here. Maybe you meant '==' instead of '='?`;
        return cursor.fail(message, first);
      }
      cursor.at++;
      if (!expressions.readYieldOrList()) return false;
    }
    return true;
  }

  private readAnnotation(first: number): boolean {
    const { cursor, expressions } = this;
    if (expressions.target === NO_TARGET) return cursor.fail();
    if (expressions.target !== SINGLE_TARGET) {
      return cursor.fail(`only single target (not ${expressions.targetName}) can be annotated`, first);
    }
    cursor.at++;
    if (!expressions.readExpression()) return false;
    return !cursor.accept(Kind.EQUAL) || expressions.readYieldOrList();
  }

  private readTypeAlias(): boolean {
    const { cursor, expressions } = this;
    cursor.at += 2;
    if (cursor.kind === Kind.LEFT_BRACKET) cursor.at = Math.max(cursor.tokens.links[cursor.at] ?? 0, cursor.at) + 1;
    return cursor.expect(Kind.EQUAL) && expressions.readExpression();
  }

  private failAt(first: number, complaint: string): false {
    return this.cursor.fail(`'${this.expressions.targetName}' ${complaint}`, first);
  }

  /** Says of a Python 2 statement what Python 3 says. */
  private explain(first: number): false {
    const { cursor } = this;
    const name = cursor.tokens.kinds[first] === Kind.NAME ? cursor.source.nameOf(first) : '';
    const isCommand = (name === 'print' || name === 'exec') && cursor.at === first + 1;
    return isCommand
      ? cursor.fail(`Missing parentheses in call to '${name}'. Did you mean ${name}(...)?`, first)
      : cursor.fail();
  }
}
