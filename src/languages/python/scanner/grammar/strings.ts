import { BACKSLASH, LETTER_A, LETTER_B, LETTER_R, LETTER_Z, LOWER } from '../characters';
import * as Complaint from '../complaints';
import * as Kind from '../kinds';
import { find, unitAt } from '../text';
import { endOf, startOf } from '../tokens';
import { cursor } from './cursor';
import { badEscapeIn } from './escapes';
import { readYieldOrList } from './expressions';
import { target } from './target';

/** The first backslash of the text from some literal on: most literals end before it. */
let nextBackslash: i32 = -1;

/** Prepares for another text. */
export function resetStrings(): void {
  nextBackslash = -1;
}

/** Reads string literals that stand beside each other, and the fields of f-strings. */
export function readStrings(): bool {
  const first = cursor.at;
  let isFormatted = false;
  while (true) {
    if (cursor.kind() === Kind.STRING) {
      if (isBytes(cursor.at) !== isBytes(first)) return cursor.failAt(first, Complaint.MIXED_BYTES);
      if (!hasSoundEscapes(cursor.at, cursor.at)) return false;
      cursor.at++;
    } else if (cursor.kind() === Kind.FSTRING_START) {
      if (isBytes(first)) return cursor.failAt(first, Complaint.MIXED_BYTES);
      isFormatted = true;
      if (!readFormatted()) return false;
    } else break;
  }
  target.becomeNone(isFormatted ? Complaint.FSTRING_EXPRESSION : Complaint.LITERAL);
  return true;
}

/** Whether the literal has a `b` in its prefix. */
function isBytes(token: i32): bool {
  const start = startOf(token);
  const first = unitAt(start) | LOWER;
  return first === LETTER_B || (first === LETTER_R && (unitAt(start + 1) | LOWER) === LETTER_B);
}

function readFormatted(): bool {
  const opening = cursor.at++;
  while (!cursor.accept(Kind.FSTRING_END)) {
    if (cursor.kind() === Kind.FSTRING_MIDDLE) {
      if (!hasSoundEscapes(cursor.at, opening)) return false;
      cursor.at++;
    } else if (!readField()) return false;
  }
  return true;
}

/** Whether the escapes of a literal, or of a part of the f-string that `opening` begins, stand for characters. */
function hasSoundEscapes(token: i32, opening: i32): bool {
  const end = endOf(token);
  if (nextBackslash < startOf(token)) nextBackslash = find(startOf(token), BACKSLASH);
  if (nextBackslash >= end || isRaw(opening)) return true;
  const bad = badEscapeIn(nextBackslash, end, isBytes(opening));
  if (bad < 0) return true;
  return cursor.failAt(token, Complaint.BAD_ESCAPE, isBytes(opening) ? nextBackslash - bad - 1 : unitAt(bad + 1));
}

function isRaw(token: i32): bool {
  const start = startOf(token);
  return (unitAt(start) | LOWER) === LETTER_R || (isLetter(unitAt(start)) && (unitAt(start + 1) | LOWER) === LETTER_R);
}

function isLetter(code: i32): bool {
  const small = code | LOWER;
  return small >= LETTER_A && small <= LETTER_Z;
}

/** `{expression=!r:specification}` */
function readField(): bool {
  if (!cursor.expect(Kind.LEFT_BRACE)) return false;
  const kind = cursor.kind();
  if (kind === Kind.RIGHT_BRACE || kind === Kind.COLON || kind === Kind.BANG) return cursor.fail(Complaint.EMPTY_FIELD);
  if (!readYieldOrList()) return false;
  cursor.accept(Kind.EQUAL);
  if (cursor.accept(Kind.BANG) && !cursor.expect(Kind.NAME, Complaint.BAD_CONVERSION)) return false;
  if (cursor.accept(Kind.COLON)) {
    while (cursor.kind() !== Kind.RIGHT_BRACE) {
      if (!cursor.accept(Kind.FSTRING_MIDDLE) && !readField()) return false;
    }
  }
  return cursor.expect(Kind.RIGHT_BRACE, Complaint.FIELD_WITHOUT_BRACE);
}
