import { BAR } from '../characters';
import { NESTED_TOO_DEEP } from '../complaints';
import * as Keyword from '../keywords';
import * as Kind from '../kinds';
import { unitAt } from '../text';
import { endOf, kindOf, startOf } from '../tokens';
import { cursor } from './cursor';
import { readPrimary } from './expressions';

const DEEPEST_NESTING: i32 = 100;

let depth: i32 = 0;

/** The patterns of `case`: `a`, `a, *b`, up to the guard or the colon. */
export function readPatterns(): bool {
  return readSequence(Kind.COLON);
}

/** Patterns up to a closing bracket, or up to the colon or the guard of a `case`. */
function readSequence(close: i32): bool {
  do {
    const isRead = cursor.accept(Kind.STAR) ? cursor.expect(Kind.NAME) : readPattern();
    if (!isRead) return false;
  } while (cursor.accept(Kind.COMMA) && !isSequenceEnd(close));
  return true;
}

function isSequenceEnd(close: i32): bool {
  return cursor.kind() === close || (close === Kind.COLON && cursor.id() === Keyword.IF);
}

/** `a | b as c` */
function readPattern(): bool {
  if (depth > DEEPEST_NESTING) return cursor.fail(NESTED_TOO_DEEP);
  depth++;
  const isRead = readAlternatives();
  depth--;
  return isRead && (!cursor.acceptKeyword(Keyword.AS) || cursor.expect(Kind.NAME));
}

function readAlternatives(): bool {
  while (true) {
    if (!readClosed()) return false;
    if (!isBar()) return true;
    cursor.at++;
  }
}

function isBar(): bool {
  const start = startOf(cursor.at);
  return cursor.kind() === Kind.OPERATOR && unitAt(start) === BAR && endOf(cursor.at) === start + 1;
}

function readClosed(): bool {
  switch (cursor.kind()) {
    case Kind.NAME:
      return readNameOrClass();
    case Kind.LEFT_PARENTHESIS:
      return readBracket(Kind.RIGHT_PARENTHESIS);
    case Kind.LEFT_BRACKET:
      return readBracket(Kind.RIGHT_BRACKET);
    case Kind.LEFT_BRACE:
      return readMapping();
    default:
      return readLiteral();
  }
}

/** Literals, signed and complex numbers: the operand reader knows them, and stops before `|`. */
function readLiteral(): bool {
  cursor.accept(Kind.SIGN);
  if (cursor.accept(Kind.NUMBER)) return !cursor.accept(Kind.SIGN) || cursor.expect(Kind.NUMBER);
  const kind = cursor.kind();
  const isLiteral = kind === Kind.STRING || kind === Kind.FSTRING_START || kind === Kind.KEYWORD;
  return isLiteral ? readPrimary() : cursor.fail();
}

function readNameOrClass(): bool {
  cursor.at++;
  while (cursor.accept(Kind.DOT)) if (!cursor.expect(Kind.NAME)) return false;
  if (!cursor.accept(Kind.LEFT_PARENTHESIS)) return true;
  while (cursor.kind() !== Kind.RIGHT_PARENTHESIS) {
    if (cursor.kind() === Kind.NAME && kindOf(cursor.at + 1) === Kind.EQUAL) cursor.at += 2;
    if (!readPattern()) return false;
    if (!cursor.accept(Kind.COMMA)) break;
  }
  return cursor.expect(Kind.RIGHT_PARENTHESIS);
}

function readBracket(close: i32): bool {
  cursor.at++;
  return cursor.accept(close) || (readSequence(close) && cursor.expect(close));
}

function readMapping(): bool {
  cursor.at++;
  while (cursor.kind() !== Kind.RIGHT_BRACE) {
    if (cursor.accept(Kind.DOUBLE_STAR)) {
      if (!cursor.expect(Kind.NAME)) return false;
    } else {
      const isKey = cursor.kind() === Kind.NAME ? readPrimary() : readLiteral();
      if (!isKey || !cursor.expect(Kind.COLON) || !readPattern()) return false;
    }
    if (!cursor.accept(Kind.COMMA)) break;
  }
  return cursor.expect(Kind.RIGHT_BRACE);
}
