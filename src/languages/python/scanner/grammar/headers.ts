import { LETTER_A, LETTER_Z, UNDERSCORE } from '../characters';
import * as Complaint from '../complaints';
import * as Keyword from '../keywords';
import * as Kind from '../kinds';
import { unitAt } from '../text';
import { kindOf, linkOf, startOf } from '../tokens';
import { readArguments } from './arguments';
import { readLoopTargets } from './atoms';
import { cursor } from './cursor';
import { NAMED_ELEMENTS, readExpression, readExpressionList, readNamedExpression, readPrimary } from './expressions';
import { readParameters } from './parameters';
import { readPatterns } from './patterns';
import { NO_TARGET, target } from './target';

/** Reads the header of a compound statement, colon included. */
export function readHeader(keyword: i32): bool {
  cursor.acceptKeyword(Keyword.ASYNC);
  cursor.at++;
  return readBeforeColon(keyword) && cursor.expect(Kind.COLON, Complaint.EXPECTED_COLON);
}

function readBeforeColon(keyword: i32): bool {
  switch (keyword) {
    case Keyword.IF:
    case Keyword.ELIF:
    case Keyword.WHILE:
      return readNamedExpression();
    case Keyword.FOR:
      return readLoopTargets() && cursor.expectKeyword(Keyword.IN) && readExpressionList();
    case Keyword.WITH:
      return readWith();
    case Keyword.EXCEPT:
      return readExcept();
    case Keyword.DEF:
      return readDefinition();
    case Keyword.CLASS:
      return readClass();
    case Keyword.MATCH:
      return readExpressionList(NAMED_ELEMENTS);
    case Keyword.CASE:
      return readPatterns() && (!cursor.acceptKeyword(Keyword.IF) || readNamedExpression());
    default:
      return true;
  }
}

/** `with a as b, c:`, `with (a as b, c):`; the second is tried first, for its brackets may be an expression's. */
function readWith(): bool {
  const first = cursor.at;
  if (cursor.accept(Kind.LEFT_PARENTHESIS)) {
    const isRead = readItems(Kind.RIGHT_PARENTHESIS) && cursor.accept(Kind.RIGHT_PARENTHESIS);
    if (isRead && cursor.kind() === Kind.COLON) return true;
    cursor.at = first;
    cursor.hasFailed = false;
  }
  return readItems(Kind.COLON);
}

function readItems(close: i32): bool {
  do {
    if (!readItem()) return false;
  } while (cursor.accept(Kind.COMMA) && !(close === Kind.RIGHT_PARENTHESIS && cursor.kind() === close));
  return true;
}

function readItem(): bool {
  if (!readExpression()) return false;
  if (!cursor.acceptKeyword(Keyword.AS)) return true;
  cursor.accept(Kind.STAR);
  if (!readPrimary()) return false;
  return target.kind !== NO_TARGET || cursor.fail(Complaint.NO_LOOP_TARGET, target.name);
}

/** `except:`, `except a as b:`, `except* a:`, and `except A, B:` since 3.14 — but not Python 2's `except A, error:`. */
function readExcept(): bool {
  const isGroup = cursor.accept(Kind.STAR);
  if (cursor.kind() === Kind.COLON && !isGroup) return true;
  if (!readExpression()) return false;
  if (cursor.acceptKeyword(Keyword.AS)) return cursor.expect(Kind.NAME);
  while (cursor.accept(Kind.COMMA)) {
    if (isVariable()) return cursor.fail(Complaint.SEVERAL_EXCEPTIONS);
    if (!readExpression()) return false;
  }
  return true;
}

/** Names of exceptions are capitalized, those of variables are not. */
function isVariable(): bool {
  const isName = cursor.kind() === Kind.NAME && kindOf(cursor.at + 1) === Kind.COLON;
  const code = unitAt(startOf(cursor.at));
  return isName && ((code >= LETTER_A && code <= LETTER_Z) || code === UNDERSCORE);
}

function readDefinition(): bool {
  if (!cursor.expect(Kind.NAME) || !readTypeParameters()) return false;
  if (!cursor.expect(Kind.LEFT_PARENTHESIS, Complaint.EXPECTED_PARENTHESIS)) return false;
  if (!readParameters(Kind.RIGHT_PARENTHESIS, true)) return false;
  if (!cursor.expect(Kind.RIGHT_PARENTHESIS)) return false;
  return !cursor.accept(Kind.ARROW) || readExpression();
}

function readClass(): bool {
  if (!cursor.expect(Kind.NAME) || !readTypeParameters()) return false;
  return cursor.kind() !== Kind.LEFT_PARENTHESIS || readArguments();
}

/** `[T, *Ts, **P]` with bounds and defaults, which we only pass over. */
function readTypeParameters(): bool {
  if (cursor.kind() !== Kind.LEFT_BRACKET) return true;
  const close = linkOf(cursor.at);
  if (close <= cursor.at + 1) return cursor.fail();
  cursor.at = close + 1;
  return true;
}
