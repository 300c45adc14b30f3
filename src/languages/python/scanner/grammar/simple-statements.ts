import * as Complaint from '../complaints';
import * as Keyword from '../keywords';
import * as Kind from '../kinds';
import { kindOf, linkOf } from '../tokens';
import { cursor } from './cursor';
import { beginsExpression, readExpression, readExpressionList, readPrimary, readYieldOrList } from './expressions';
import { NO_TARGET, SINGLE_TARGET, target } from './target';

/** Reads a statement without a block: what follows the keyword, an expression or assignment when there is none. */
export function readSimpleStatement(keyword: i32): bool {
  switch (keyword) {
    case Keyword.PASS:
    case Keyword.BREAK:
    case Keyword.CONTINUE:
      cursor.at++;
      return true;
    case Keyword.RETURN:
      cursor.at++;
      return !beginsExpression() || readExpressionList();
    case Keyword.RAISE:
      return readRaise();
    case Keyword.ASSERT:
      cursor.at++;
      return readExpression() && (!cursor.accept(Kind.COMMA) || readExpression());
    case Keyword.GLOBAL:
    case Keyword.NONLOCAL:
      return readNames();
    case Keyword.DEL:
      return readDelete();
    case Keyword.IMPORT:
      return readImport();
    case Keyword.FROM:
      return readFromImport();
    default:
      return readExpressionStatement();
  }
}

function readRaise(): bool {
  cursor.at++;
  if (!beginsExpression()) return true;
  return readExpression() && (!cursor.acceptKeyword(Keyword.FROM) || readExpression());
}

function readNames(): bool {
  do {
    cursor.at++;
    if (!cursor.expect(Kind.NAME)) return false;
  } while (cursor.kind() === Kind.COMMA);
  return true;
}

function readDelete(): bool {
  cursor.at++;
  do {
    if (!readPrimary()) return false;
    if (target.kind === NO_TARGET) return cursor.fail(Complaint.NOT_DELETABLE, target.name);
  } while (cursor.accept(Kind.COMMA) && beginsExpression());
  return true;
}

function readImport(): bool {
  do {
    cursor.at++;
    if (!readDottedName() || !readAlias()) return false;
  } while (cursor.kind() === Kind.COMMA);
  return true;
}

function readFromImport(): bool {
  cursor.at++;
  const first = cursor.at;
  while (cursor.kind() === Kind.DOT || cursor.kind() === Kind.ELLIPSIS) cursor.at++;
  if ((cursor.at === first || cursor.kind() === Kind.NAME) && !readDottedName()) return false;
  if (!cursor.expectKeyword(Keyword.IMPORT)) return false;
  if (cursor.accept(Kind.STAR)) return true;
  const inBrackets = cursor.accept(Kind.LEFT_PARENTHESIS);
  while (true) {
    if (!cursor.expect(Kind.NAME) || !readAlias()) return false;
    if (!cursor.accept(Kind.COMMA)) break;
    if (inBrackets && cursor.kind() === Kind.RIGHT_PARENTHESIS) break;
    if (cursor.isAtEnd()) return cursor.failAt(cursor.at - 1, Complaint.TRAILING_COMMA);
  }
  return !inBrackets || cursor.expect(Kind.RIGHT_PARENTHESIS);
}

function readDottedName(): bool {
  do {
    if (!cursor.expect(Kind.NAME)) return false;
  } while (cursor.accept(Kind.DOT));
  return true;
}

function readAlias(): bool {
  return !cursor.acceptKeyword(Keyword.AS) || cursor.expect(Kind.NAME);
}

/** `a`, `a = b = c`, `a += b`, `a: b = c`, `type A[T] = b` */
function readExpressionStatement(): bool {
  if (cursor.id() === Keyword.TYPE && kindOf(cursor.at + 1) === Kind.NAME) return readTypeAlias();
  const first = cursor.at;
  if (!readYieldOrList()) return failAsCommand(first);
  switch (cursor.kind()) {
    case Kind.AUGMENTED:
      if (target.kind !== SINGLE_TARGET) return cursor.failAt(first, Complaint.NOT_AUGMENTABLE, target.name);
      cursor.at++;
      return readYieldOrList();
    case Kind.COLON:
      return readAnnotation(first);
    case Kind.EQUAL:
      return readAssignment(first);
    default:
      return cursor.isAtEnd() || failAsCommand(first);
  }
}

function readAssignment(first: i32): bool {
  while (cursor.kind() === Kind.EQUAL) {
    if (target.kind === NO_TARGET) return cursor.failAt(first, Complaint.NOT_ASSIGNABLE, target.name);
    cursor.at++;
    if (!readYieldOrList()) return false;
  }
  return true;
}

function readAnnotation(first: i32): bool {
  if (target.kind === NO_TARGET) return cursor.fail();
  if (target.kind !== SINGLE_TARGET) return cursor.failAt(first, Complaint.NOT_ANNOTATABLE, target.name);
  cursor.at++;
  if (!readExpression()) return false;
  return !cursor.accept(Kind.EQUAL) || readYieldOrList();
}

function readTypeAlias(): bool {
  cursor.at += 2;
  if (cursor.kind() === Kind.LEFT_BRACKET) cursor.at = max(linkOf(cursor.at), cursor.at) + 1;
  return cursor.expect(Kind.EQUAL) && readExpression();
}

/** What stops after its first name may be a statement of Python 2: which, the host sees by the name. */
function failAsCommand(first: i32): bool {
  const isCommand = kindOf(first) === Kind.NAME && cursor.at === first + 1;
  return isCommand ? cursor.fail(Complaint.NO_STATEMENT, first) : cursor.fail();
}
