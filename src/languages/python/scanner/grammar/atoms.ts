import * as Complaint from '../complaints';
import * as Keyword from '../keywords';
import * as Kind from '../kinds';
import { kindOf } from '../tokens';
import { readArguments } from './arguments';
import { cursor } from './cursor';
import * as Expression from './expressions';
import { readStrings } from './strings';
import { NO_TARGET, SEVERAL_TARGETS, SINGLE_TARGET, target } from './target';

/** Reads names, literals and brackets, with the attributes, calls and subscripts that follow them. */
export function readAtomWithTrailers(): bool {
  if (!readAtom()) return false;
  while (true) {
    switch (cursor.kind()) {
      case Kind.DOT:
        cursor.at++;
        if (!cursor.expect(Kind.NAME)) return false;
        target.become(SINGLE_TARGET, Complaint.ATTRIBUTE);
        break;
      case Kind.LEFT_PARENTHESIS:
        if (!readArguments()) return false;
        target.becomeNone(Complaint.FUNCTION_CALL);
        break;
      case Kind.LEFT_BRACKET:
        if (!readSubscript()) return false;
        target.become(SINGLE_TARGET, Complaint.SUBSCRIPT);
        break;
      default:
        return true;
    }
  }
}

/** `for a in b if c for d in e`; whether it is there is known by its first word. */
export function readComprehension(): bool {
  do {
    cursor.acceptKeyword(Keyword.ASYNC);
    if (!cursor.expectKeyword(Keyword.FOR) || !readLoopTargets()) return false;
    if (!cursor.expectKeyword(Keyword.IN) || !Expression.readOperators()) return false;
    while (cursor.acceptKeyword(Keyword.IF)) if (!Expression.readOperators()) return false;
  } while (beginsComprehension());
  return true;
}

export function beginsComprehension(): bool {
  const id = cursor.id();
  return id === Keyword.FOR || id === Keyword.ASYNC;
}

/** What stands between `for` and `in`. */
export function readLoopTargets(): bool {
  while (true) {
    cursor.accept(Kind.STAR);
    if (!Expression.readPrimary()) return false;
    if (target.kind === NO_TARGET) return cursor.fail(Complaint.NO_LOOP_TARGET, target.name);
    if (!cursor.accept(Kind.COMMA) || cursor.id() === Keyword.IN) return true;
  }
}

function readAtom(): bool {
  switch (cursor.kind()) {
    case Kind.NAME:
      cursor.at++;
      target.become(SINGLE_TARGET, Complaint.NAME);
      return true;
    case Kind.NUMBER:
      cursor.at++;
      target.becomeNone(Complaint.LITERAL);
      return true;
    case Kind.ELLIPSIS:
      cursor.at++;
      target.becomeNone(Complaint.ELLIPSIS);
      return true;
    case Kind.STRING:
    case Kind.FSTRING_START:
      return readStrings();
    case Kind.KEYWORD:
      return readConstant();
    case Kind.LEFT_PARENTHESIS:
      return readParenthesis();
    case Kind.LEFT_BRACKET:
      return readList();
    case Kind.LEFT_BRACE:
      return readBraces();
    default:
      return cursor.fail();
  }
}

function readConstant(): bool {
  const id = cursor.id();
  if (id !== Keyword.TRUE && id !== Keyword.FALSE && id !== Keyword.NONE) return cursor.fail();
  cursor.at++;
  const isTrue = id === Keyword.TRUE;
  target.becomeNone(isTrue ? Complaint.TRUE : id === Keyword.FALSE ? Complaint.FALSE : Complaint.NONE);
  return true;
}

/** `()`, `(a)`, `(a, *b)`, `(yield)`, `(a for a in b)` */
function readParenthesis(): bool {
  cursor.at++;
  if (cursor.accept(Kind.RIGHT_PARENTHESIS)) {
    target.become(SEVERAL_TARGETS, Complaint.TUPLE);
    return true;
  }
  const first = cursor.at;
  const isYield = cursor.id() === Keyword.YIELD;
  if (!(isYield ? Expression.readYieldOrList() : Expression.readExpressionList(Expression.NAMED_ELEMENTS)))
    return false;
  if (beginsComprehension()) {
    if (!readComprehension()) return false;
    target.becomeNone(Complaint.GENERATOR_EXPRESSION);
  } else if (kindOf(first) === Kind.STAR && !target.isTuple) return cursor.failAt(first, Complaint.NO_STAR_HERE);
  return cursor.expect(Kind.RIGHT_PARENTHESIS, Complaint.FORGOT_COMMA);
}

/** `[]`, `[a, *b]`, `[a for a in b]` */
function readList(): bool {
  cursor.at++;
  if (cursor.accept(Kind.RIGHT_BRACKET)) {
    target.become(SEVERAL_TARGETS, Complaint.LIST);
    return true;
  }
  if (!Expression.readExpressionList(Expression.NAMED_ELEMENTS)) return false;
  if (beginsComprehension()) {
    if (!readComprehension()) return false;
    target.becomeNone(Complaint.LIST_COMPREHENSION);
  } else if (target.kind !== NO_TARGET) target.become(SEVERAL_TARGETS, Complaint.LIST);
  return cursor.expect(Kind.RIGHT_BRACKET, Complaint.FORGOT_COMMA);
}

/** A dictionary or a set, by its first element. */
function readBraces(): bool {
  cursor.at++;
  let isDictionary = cursor.kind() === Kind.RIGHT_BRACE || cursor.kind() === Kind.DOUBLE_STAR;
  for (let isFirst = true; cursor.kind() !== Kind.RIGHT_BRACE; isFirst = false) {
    if (cursor.kind() === Kind.DOUBLE_STAR && isDictionary) {
      cursor.at++;
      if (!Expression.readOperators()) return false;
    } else {
      if (!Expression.readStarOrNamed()) return false;
      if (isFirst) isDictionary = cursor.kind() === Kind.COLON;
      if (isDictionary && !readDictionaryValue()) return false;
    }
    if (isFirst && beginsComprehension() && !readComprehension()) return false;
    if (!cursor.accept(Kind.COMMA)) break;
  }
  target.becomeNone(isDictionary ? Complaint.DICTIONARY : Complaint.SET);
  return cursor.expect(Kind.RIGHT_BRACE, Complaint.FORGOT_COMMA);
}

function readDictionaryValue(): bool {
  if (!cursor.expect(Kind.COLON, Complaint.EXPECTED_KEY_COLON)) return false;
  if (!Expression.beginsExpression()) return cursor.fail(Complaint.EXPECTED_VALUE);
  return Expression.readExpression();
}

/** `[a]`, `[a:b:c, d]`, `[*a]` */
function readSubscript(): bool {
  cursor.at++;
  do {
    if (!readSlice()) return false;
  } while (cursor.accept(Kind.COMMA) && cursor.kind() !== Kind.RIGHT_BRACKET);
  return cursor.expect(Kind.RIGHT_BRACKET, Complaint.FORGOT_COMMA);
}

function readSlice(): bool {
  // `x[a::b]` and `x[a:=b]` differ by what the colon is glued to.
  if (cursor.kind() !== Kind.COLON && !Expression.readStarOrNamed()) return false;
  for (let colons = 0; colons < 2 && cursor.accept(Kind.COLON); colons++) {
    if (Expression.beginsExpression() && !Expression.readExpression()) return false;
  }
  return true;
}
