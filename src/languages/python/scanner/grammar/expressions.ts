import * as Complaint from '../complaints';
import * as Keyword from '../keywords';
import * as Kind from '../kinds';
import { idOf, kindOf } from '../tokens';
import { readAtomWithTrailers } from './atoms';
import { cursor } from './cursor';
import { readLambdaExpression } from './parameters';
import { NO_TARGET, SEVERAL_TARGETS, target } from './target';

/** Deeper nesting is taken for valid: CPython gives up at 200 brackets, for its own reasons. */
const DEEPEST_NESTING: i32 = 250;

let depth: i32 = 0;

/** Elements of an expression list: `*a` or an expression, or these and `name := expression`. */
const PLAIN_ELEMENTS: bool = false;
export const NAMED_ELEMENTS: bool = true;

/** What `acceptOperator` finds. */
const NO_OPERATOR: i32 = 0;
const OPERATOR: i32 = 1;
const OPERATOR_BEFORE_NOT: i32 = 2;

/** `a`, `a if b else c`, `lambda: a` */
export function readExpression(): bool {
  if (depth > DEEPEST_NESTING) {
    cursor.at = cursor.end;
    return true;
  }
  depth++;
  const isRead = cursor.id() === Keyword.LAMBDA ? readLambda() : readConditional();
  depth--;
  return isRead;
}

/** An expression or `name := expression`. */
export function readNamedExpression(): bool {
  const first = cursor.at;
  if (!readExpression()) return false;
  if (cursor.kind() !== Kind.WALRUS) return true;
  if (cursor.at !== first + 1 || kindOf(first) !== Kind.NAME) {
    return cursor.fail(Complaint.NO_WALRUS_TARGET, target.name);
  }
  cursor.at++;
  const isRead = readExpression();
  target.becomeNone(Complaint.NAMED_EXPRESSION);
  return isRead;
}

/** A named expression or `*expression`. */
export function readStarOrNamed(): bool {
  return cursor.accept(Kind.STAR) ? readOperators() : readNamedExpression();
}

/** `a`, `a, *b`, `a,`; ends before whatever cannot begin another element. */
export function readExpressionList(elements: bool = PLAIN_ELEMENTS): bool {
  if (!readElement(elements)) return false;
  target.isTuple = false;
  if (cursor.kind() !== Kind.COMMA) return true;
  let areTargets = target.kind !== NO_TARGET;
  let name = target.name;
  while (cursor.accept(Kind.COMMA)) {
    if (!beginsExpression()) break;
    if (!readElement(elements)) return false;
    if (areTargets && target.kind === NO_TARGET) {
      areTargets = false;
      name = target.name;
    }
  }
  target.become(areTargets ? SEVERAL_TARGETS : NO_TARGET, areTargets ? Complaint.TUPLE : name);
  target.isTuple = true;
  return true;
}

/** `yield`, `yield a, b`, `yield from a`, or an expression list. */
export function readYieldOrList(): bool {
  if (!cursor.acceptKeyword(Keyword.YIELD)) return readExpressionList();
  const isFrom = cursor.acceptKeyword(Keyword.FROM);
  const isRead = isFrom ? readExpression() : !beginsExpression() || readExpressionList();
  target.becomeNone(Complaint.YIELD_EXPRESSION);
  return isRead;
}

/** Operands and operators; what binds tighter than a conditional expression. */
export function readOperators(): bool {
  if (!readOperand(true)) return false;
  while (true) {
    const operator = acceptOperator();
    if (operator === NO_OPERATOR) return true;
    if (!readOperand(operator === OPERATOR_BEFORE_NOT)) return false;
    target.becomeNone(Complaint.EXPRESSION);
  }
}

/** An atom with its attributes, calls and subscripts: all that may be a target. */
export function readPrimary(): bool {
  const isAwaited = cursor.acceptKeyword(Keyword.AWAIT);
  if (!readAtomWithTrailers()) return false;
  if (isAwaited) target.becomeNone(Complaint.AWAIT_EXPRESSION);
  return true;
}

export function beginsExpression(): bool {
  switch (cursor.kind()) {
    case Kind.KEYWORD:
      return beginsWithKeyword(cursor.id());
    case Kind.NAME:
    case Kind.NUMBER:
    case Kind.STRING:
    case Kind.FSTRING_START:
    case Kind.LEFT_PARENTHESIS:
    case Kind.LEFT_BRACKET:
    case Kind.LEFT_BRACE:
    case Kind.SIGN:
    case Kind.TILDE:
    case Kind.STAR:
    case Kind.ELLIPSIS:
      return true;
    default:
      return false;
  }
}

function beginsWithKeyword(id: i32): bool {
  switch (id) {
    case Keyword.AWAIT:
    case Keyword.FALSE:
    case Keyword.LAMBDA:
    case Keyword.NONE:
    case Keyword.NOT:
    case Keyword.TRUE:
      return true;
    default:
      return false;
  }
}

function readElement(elements: bool): bool {
  if (elements === NAMED_ELEMENTS) return readStarOrNamed();
  return cursor.accept(Kind.STAR) ? readOperators() : readExpression();
}

/** Iterates over the chain `a if b else c if d else e`, however long. */
function readConditional(): bool {
  if (!readOperators()) return false;
  while (cursor.acceptKeyword(Keyword.IF)) {
    if (!readOperators()) return false;
    if (!cursor.expectKeyword(Keyword.ELSE, Complaint.EXPECTED_ELSE)) return false;
    const isRead = cursor.id() === Keyword.LAMBDA ? readExpression() : readOperators();
    if (!isRead) return false;
    target.becomeNone(Complaint.CONDITIONAL_EXPRESSION);
  }
  return true;
}

function readLambda(): bool {
  const isRead = readLambdaExpression();
  target.becomeNone(Complaint.LAMBDA);
  return isRead;
}

/** Signs and `not` before an operand; `not` only where a comparison may begin. */
function readOperand(mayNegate: bool): bool {
  const first = cursor.at;
  let isSigned = false;
  while (true) {
    const kind = cursor.kind();
    if (kind === Kind.SIGN || kind === Kind.TILDE) isSigned = true;
    else if (!mayNegate || isSigned || cursor.id() !== Keyword.NOT) break;
    cursor.at++;
  }
  const isBare = cursor.at === first;
  if (!readPrimary()) return false;
  if (!isBare) target.becomeNone(Complaint.EXPRESSION);
  return true;
}

/** Passes over a binary operator; says whether `not` may follow it. */
function acceptOperator(): i32 {
  const kind = cursor.kind();
  if (kind === Kind.KEYWORD) return acceptWord(cursor.id());
  if (kind !== Kind.COMPARISON && kind !== Kind.OPERATOR && (kind < Kind.AT || kind > Kind.SIGN)) return NO_OPERATOR;
  cursor.at++;
  return OPERATOR;
}

function acceptWord(id: i32): i32 {
  if (id === Keyword.AND || id === Keyword.OR) {
    cursor.at++;
    return OPERATOR_BEFORE_NOT;
  }
  if (id === Keyword.IN) cursor.at++;
  else if (id === Keyword.IS) {
    cursor.at++;
    cursor.acceptKeyword(Keyword.NOT);
  } else if (id === Keyword.NOT && idOf(cursor.at + 1) === Keyword.IN) cursor.at += 2;
  else return NO_OPERATOR;
  return OPERATOR;
}
