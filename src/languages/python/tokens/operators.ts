import { EQUALS } from './characters.js';
import * as Kind from './kinds.js';
import type { TokenBuffer } from './token-buffer.js';

/** What an operator of one character is; an OPERATOR or other binary operator may be doubled and may end in `=`. */
const single = new Uint8Array(128);
const kindOf: readonly (readonly [string, number])[] = [
  ['.', Kind.DOT],
  [',', Kind.COMMA],
  [':', Kind.COLON],
  [';', Kind.SEMICOLON],
  ['=', Kind.EQUAL],
  ['@', Kind.AT],
  ['*', Kind.STAR],
  ['/', Kind.SLASH],
  ['+', Kind.SIGN],
  ['-', Kind.SIGN],
  ['~', Kind.TILDE],
  ['!', Kind.BANG],
  ['<', Kind.COMPARISON],
  ['>', Kind.COMPARISON],
  ['%', Kind.OPERATOR],
  ['&', Kind.OPERATOR],
  ['|', Kind.OPERATOR],
  ['^', Kind.OPERATOR],
];
for (const [character, kind] of kindOf) single[character.charCodeAt(0)] = kind;

const MINUS = 45;
const GREATER = 62;
const CONFLICT_MARK_LENGTH = 7;

/** Adds the operator at `at` and returns the offset after it. */
export function scanOperator(text: string, at: number, buffer: TokenBuffer): number {
  const units = buffer.units.data;
  const code = units[at] ?? 0;
  const next = units[at + 1] ?? 0;
  const kind = single[code] ?? Kind.ERROR;
  if (next === code && isConflictMarker(text, at, buffer)) return skipConflictMarker(text, at, buffer);
  switch (kind) {
    case Kind.COMMA:
    case Kind.SEMICOLON:
    case Kind.TILDE:
      return add(buffer, kind, at, 1);
    case Kind.DOT:
      return next === code && units[at + 2] === code ? add(buffer, Kind.ELLIPSIS, at, 3) : add(buffer, kind, at, 1);
    case Kind.COLON:
      return next === EQUALS ? add(buffer, Kind.WALRUS, at, 2) : add(buffer, kind, at, 1);
    case Kind.EQUAL:
    case Kind.BANG:
      return next === EQUALS ? add(buffer, Kind.COMPARISON, at, 2) : add(buffer, kind, at, 1);
    default:
      return scanBinary(at, kind, buffer);
  }
}

function scanBinary(at: number, kind: number, buffer: TokenBuffer): number {
  const units = buffer.units.data;
  const code = units[at];
  const next = units[at + 1];
  if (code === MINUS && next === GREATER) return add(buffer, Kind.ARROW, at, 2);
  const canDouble = kind === Kind.STAR || kind === Kind.SLASH || kind === Kind.COMPARISON;
  if (next === code && canDouble) {
    if (units[at + 2] === EQUALS) return add(buffer, Kind.AUGMENTED, at, 3);
    return add(buffer, kind === Kind.STAR ? Kind.DOUBLE_STAR : Kind.OPERATOR, at, 2);
  }
  if (next === EQUALS) return add(buffer, kind === Kind.COMPARISON ? kind : Kind.AUGMENTED, at, 2);
  return add(buffer, kind, at, 1);
}

function add(buffer: TokenBuffer, kind: number, at: number, length: number): number {
  buffer.push(kind, at, at + length, 0);
  return at + length;
}

/** Whether version control has left `<<<<<<<`, `=======`, `>>>>>>>` or `|||||||` at the start of the line. */
export function isConflictMarker(text: string, at: number, buffer: TokenBuffer): boolean {
  const mark = text.charAt(at);
  if (mark !== '<' && mark !== '=' && mark !== '>' && mark !== '|') return false;
  if (buffer.physicalLines.at(buffer.physicalLines.length - 1) !== at) return false;
  const after = text.charAt(at + CONFLICT_MARK_LENGTH);
  return text.startsWith(mark.repeat(CONFLICT_MARK_LENGTH), at) && (after === '' || /\s/.test(after));
}

/** The end of the line, of which nothing else is read. */
export function reportConflictMarker(text: string, at: number, buffer: TokenBuffer): number {
  let end = at;
  while (end < text.length && text[end] !== '\n' && text[end] !== '\r') end++;
  buffer.problems.push({ kind: 'conflict-marker', start: at, end, message: 'merge conflict marker' });
  return end;
}

function skipConflictMarker(text: string, at: number, buffer: TokenBuffer): number {
  const end = reportConflictMarker(text, at, buffer);
  buffer.push(Kind.ERROR, at, end, 0);
  return end;
}
