import * as Keyword from '../tokens/keywords.js';
import * as Kind from '../tokens/kinds.js';
import { AtomReader } from './atoms.js';
import type { Cursor } from './cursor.js';
import { LambdaReader } from './parameters.js';

/** What an expression would be as the target of an assignment. */
export const NO_TARGET = 0;
/** A name, an attribute or a subscript. */
export const SINGLE_TARGET = 1;
/** A tuple or list of targets. */
export const SEVERAL_TARGETS = 2;

/** Deeper nesting is taken for valid: CPython gives up at 200 brackets, for its own reasons. */
const DEEPEST_NESTING = 250;

/** Reads expressions without building anything: they are valid, or reading stops at the token that is not. */
export class ExpressionReader {
  /** What the expression read last would be as a target, and what CPython calls it when it is none. */
  target = NO_TARGET;
  targetName = 'expression';
  /** The expression list read last has a comma, so it is a tuple even of one. */
  isTuple = false;
  private depth = 0;
  readonly atoms: AtomReader;
  private readonly lambdas: LambdaReader;

  constructor(readonly cursor: Cursor) {
    this.atoms = new AtomReader(cursor, this);
    this.lambdas = new LambdaReader(cursor, this);
  }

  /** `a`, `a if b else c`, `lambda: a` */
  readExpression(): boolean {
    const { cursor } = this;
    if (this.depth > DEEPEST_NESTING) {
      cursor.at = cursor.end;
      return true;
    }
    this.depth++;
    const isRead = cursor.id === Keyword.LAMBDA ? this.readLambda() : this.readConditional();
    this.depth--;
    return isRead;
  }

  /** An expression or `name := expression`. */
  readNamedExpression(): boolean {
    const { cursor } = this;
    const first = cursor.at;
    if (!this.readExpression()) return false;
    if (cursor.kind !== Kind.WALRUS) return true;
    if (cursor.at !== first + 1 || cursor.tokens.kinds[first] !== Kind.NAME) {
      return cursor.fail(`cannot use assignment expressions with ${this.targetName}`);
    }
    cursor.at++;
    const isRead = this.readExpression();
    this.asNoTarget('named expression');
    return isRead;
  }

  /** A named expression or `*expression`. */
  readStarOrNamed(): boolean {
    if (!this.cursor.accept(Kind.STAR)) return this.readNamedExpression();
    return this.readOperators();
  }

  /** `a`, `a, *b`, `a,`; ends before whatever cannot begin another element. */
  readExpressionList(readElement: () => boolean = () => this.readStarOrExpression()): boolean {
    const { cursor } = this;
    if (!readElement()) return false;
    this.isTuple = false;
    if (cursor.kind !== Kind.COMMA) return true;
    let areTargets = this.target !== NO_TARGET;
    let name = this.targetName;
    while (cursor.accept(Kind.COMMA)) {
      if (!this.beginsExpression()) break;
      if (!readElement()) return false;
      if (areTargets && this.target === NO_TARGET) {
        areTargets = false;
        name = this.targetName;
      }
    }
    this.asTarget(areTargets ? SEVERAL_TARGETS : NO_TARGET, areTargets ? 'tuple' : name);
    this.isTuple = true;
    return true;
  }

  /** `yield`, `yield a, b`, `yield from a`, or an expression list. */
  readYieldOrList(): boolean {
    const { cursor } = this;
    if (!cursor.acceptKeyword(Keyword.YIELD)) return this.readExpressionList();
    const isFrom = cursor.acceptKeyword(Keyword.FROM);
    const isRead = isFrom ? this.readExpression() : !this.beginsExpression() || this.readExpressionList();
    this.asNoTarget('yield expression');
    return isRead;
  }

  /** Operands and operators; what binds tighter than a conditional expression. */
  readOperators(): boolean {
    if (!this.readOperand(true)) return false;
    for (;;) {
      const mayNegate = this.acceptOperator();
      if (mayNegate === undefined) return true;
      if (!this.readOperand(mayNegate)) return false;
      this.asNoTarget('expression');
    }
  }

  /** An atom with its attributes, calls and subscripts: all that may be a target. */
  readPrimary(): boolean {
    const isAwaited = this.cursor.acceptKeyword(Keyword.AWAIT);
    if (!this.atoms.readPrimary()) return false;
    if (isAwaited) this.asNoTarget('await expression');
    return true;
  }

  beginsExpression(): boolean {
    const { kind, id } = this.cursor;
    if (kind === Kind.KEYWORD) return beginsWithKeyword[id] === 1;
    return (
      kind === Kind.NAME ||
      kind === Kind.NUMBER ||
      kind === Kind.STRING ||
      kind === Kind.FSTRING_START ||
      Kind.isOpening(kind) ||
      kind === Kind.SIGN ||
      kind === Kind.TILDE ||
      kind === Kind.STAR ||
      kind === Kind.ELLIPSIS
    );
  }

  asTarget(target: number, name: string): void {
    this.target = target;
    this.targetName = name;
  }

  asNoTarget(name: string): void {
    this.asTarget(NO_TARGET, name);
  }

  private readStarOrExpression(): boolean {
    return this.cursor.accept(Kind.STAR) ? this.readOperators() : this.readExpression();
  }

  /** Iterates over the chain `a if b else c if d else e`, however long. */
  private readConditional(): boolean {
    const { cursor } = this;
    if (!this.readOperators()) return false;
    while (cursor.acceptKeyword(Keyword.IF)) {
      if (!this.readOperators()) return false;
      if (!cursor.expectKeyword(Keyword.ELSE, "expected 'else' after 'if' expression")) return false;
      const isRead = cursor.id === Keyword.LAMBDA ? this.readExpression() : this.readOperators();
      if (!isRead) return false;
      this.asNoTarget('conditional expression');
    }
    return true;
  }

  private readLambda(): boolean {
    const isRead = this.lambdas.readLambda();
    this.asNoTarget('lambda');
    return isRead;
  }

  /** Signs and `not` before an operand; `not` only where a comparison may begin. */
  private readOperand(mayNegate: boolean): boolean {
    const { cursor } = this;
    let isNegated = false;
    let isSigned = false;
    for (;;) {
      if (cursor.id === Keyword.NOT && mayNegate && !isSigned) isNegated = true;
      else if (cursor.kind === Kind.SIGN || cursor.kind === Kind.TILDE) isSigned = true;
      else break;
      cursor.at++;
    }
    if (!this.readPrimary()) return false;
    if (isNegated || isSigned) this.asNoTarget('expression');
    return true;
  }

  /** Passes over a binary operator; says whether `not` may follow it, `undefined` when there is none. */
  private acceptOperator(): boolean | undefined {
    const { cursor } = this;
    const { kind, id } = cursor;
    if (kind === Kind.KEYWORD) return this.acceptWord(id);
    if (kind === Kind.COMPARISON || kind === Kind.OPERATOR || (kind >= Kind.AT && kind <= Kind.SIGN)) {
      cursor.at++;
      return false;
    }
    return undefined;
  }

  private acceptWord(id: number): boolean | undefined {
    const { cursor } = this;
    if (id === Keyword.AND || id === Keyword.OR) {
      cursor.at++;
      return true;
    }
    if (id === Keyword.IN) cursor.at++;
    else if (id === Keyword.IS) {
      cursor.at++;
      cursor.acceptKeyword(Keyword.NOT);
    } else if (id === Keyword.NOT && cursor.tokens.ids[cursor.at + 1] === Keyword.IN) cursor.at += 2;
    else return undefined;
    return false;
  }
}

const beginsWithKeyword = new Uint8Array(Keyword.LAST_KEYWORD + 1);
for (const id of [Keyword.AWAIT, Keyword.FALSE, Keyword.LAMBDA, Keyword.NONE, Keyword.NOT, Keyword.TRUE]) {
  beginsWithKeyword[id] = 1;
}
