import { ASCII_END, BAR, EQUALS } from './characters';
import { CONFLICT_MARKER } from './complaints';
import * as Kind from './kinds';
import { lineEndFrom } from './line-ends';
import { length, unitAt } from './text';
import { physicalLines, push, report } from './tokens';

const MINUS: i32 = 45;
const LESS: i32 = 60;
const GREATER: i32 = 62;
const CONFLICT_MARK_LENGTH: i32 = 7;

/** What an operator of one character is; an OPERATOR or other binary operator may be doubled and may end in `=`. */
const single = memory.data(ASCII_END);

mark('.', Kind.DOT);
mark(',', Kind.COMMA);
mark(':', Kind.COLON);
mark(';', Kind.SEMICOLON);
mark('=', Kind.EQUAL);
mark('@', Kind.AT);
mark('*', Kind.STAR);
mark('/', Kind.SLASH);
mark('+-', Kind.SIGN);
mark('~', Kind.TILDE);
mark('!', Kind.BANG);
mark('<>', Kind.COMPARISON);
mark('%&|^', Kind.OPERATOR);

function mark(characters: string, kind: i32): void {
  for (let i = 0; i < characters.length; i++) store<u8>(single + characters.charCodeAt(i), <u8>kind);
}

/** Adds the operator at `at` and returns the offset after it. */
export function scanOperator(at: i32): i32 {
  const code = unitAt(at);
  const next = unitAt(at + 1);
  const kind = <i32>load<u8>(single + code);
  if (next === code && isConflictMarker(at)) return skipConflictMarker(at);
  switch (kind) {
    case Kind.COMMA:
    case Kind.SEMICOLON:
    case Kind.TILDE:
      return add(kind, at, 1);
    case Kind.DOT:
      return next === code && unitAt(at + 2) === code ? add(Kind.ELLIPSIS, at, 3) : add(kind, at, 1);
    case Kind.COLON:
      return next === EQUALS ? add(Kind.WALRUS, at, 2) : add(kind, at, 1);
    case Kind.EQUAL:
    case Kind.BANG:
      return next === EQUALS ? add(Kind.COMPARISON, at, 2) : add(kind, at, 1);
    default:
      return scanBinary(at, kind);
  }
}

function scanBinary(at: i32, kind: i32): i32 {
  const code = unitAt(at);
  const next = unitAt(at + 1);
  if (code === MINUS && next === GREATER) return add(Kind.ARROW, at, 2);
  const canDouble = kind === Kind.STAR || kind === Kind.SLASH || kind === Kind.COMPARISON;
  if (next === code && canDouble) {
    if (unitAt(at + 2) === EQUALS) return add(Kind.AUGMENTED, at, 3);
    return add(kind === Kind.STAR ? Kind.DOUBLE_STAR : Kind.OPERATOR, at, 2);
  }
  if (next === EQUALS) return add(kind === Kind.COMPARISON ? kind : Kind.AUGMENTED, at, 2);
  return add(kind, at, 1);
}

function add(kind: i32, at: i32, size: i32): i32 {
  push(kind, at, at + size);
  return at + size;
}

/** Whether version control has left `<<<<<<<`, `=======`, `>>>>>>>` or `|||||||` at the start of the line. */
export function isConflictMarker(at: i32): bool {
  const code = unitAt(at);
  if (code !== LESS && code !== EQUALS && code !== GREATER && code !== BAR) return false;
  if (physicalLines.last() !== at) return false;
  for (let i = 1; i < CONFLICT_MARK_LENGTH; i++) if (unitAt(at + i) !== code) return false;
  return at + CONFLICT_MARK_LENGTH >= length || isWhiteSpace(unitAt(at + CONFLICT_MARK_LENGTH));
}

function isWhiteSpace(code: i32): bool {
  return code === 32 || (code >= 9 && code <= 13) || code === 0xa0;
}

/** Returns the end of the line, of which nothing else is read. */
export function reportConflictMarker(at: i32): i32 {
  const end = lineEndFrom(at);
  report(CONFLICT_MARKER, at, end);
  return end;
}

function skipConflictMarker(at: i32): i32 {
  const end = reportConflictMarker(at);
  push(Kind.ERROR, at, end);
  return end;
}
