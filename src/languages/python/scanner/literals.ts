import { afterLineEnd } from './line-ends';
import * as Character from './characters';
import { BAD_NUMBER, LEADING_ZEROS, UNTERMINATED_STRING, UNTERMINATED_TRIPLE } from './complaints';
import { findAny, length, reads, unitAt } from './text';
import { physicalLines, report } from './tokens';

/** What letters before a quote mean. */
export const NO_PREFIX: i32 = -1;
export const RAW: i32 = 1;
export const FORMATTED: i32 = 2;

const LETTER_J: i32 = 106;
const LETTER_U: i32 = 117;
const LETTER_X: i32 = 120;
const PLUS: i32 = 43;
const MINUS: i32 = 45;

/** RAW and FORMATTED of one or two letters before a quote; NO_PREFIX when they are none. */
export function stringPrefix(start: i32, end: i32): i32 {
  const first = unitAt(start) | Character.LOWER;
  if (end - start === 1) {
    if (first === Character.LETTER_R) return RAW;
    if (first === Character.LETTER_F || first === Character.LETTER_T) return FORMATTED;
    return first === LETTER_U || first === Character.LETTER_B ? 0 : NO_PREFIX;
  }
  const second = unitAt(start + 1) | Character.LOWER;
  if (first !== Character.LETTER_R && second !== Character.LETTER_R) return NO_PREFIX;
  const other = first === Character.LETTER_R ? second : first;
  if (other === Character.LETTER_F || other === Character.LETTER_T) return RAW | FORMATTED;
  return other === Character.LETTER_B ? RAW : NO_PREFIX;
}

/** Whether three quotes like the one at `at` begin there. */
export function isTriple(at: i32): bool {
  const quote = unitAt(at);
  return unitAt(at + 1) === quote && unitAt(at + 2) === quote;
}

/** The offset after the string whose opening quotes start at `quoteStart`; an unterminated one ends with its line or the text, and is reported. */
export function scanString(quoteStart: i32, tokenStart: i32): i32 {
  if (isTriple(quoteStart)) return scanTriple(quoteStart + 3, tokenStart);
  const quote = unitAt(quoteStart);
  let at = quoteStart + 1;
  while (at < length) {
    const code = unitAt(at);
    if (code === quote) return at + 1;
    if (code === Character.LF || code === Character.CR) break;
    at = code === Character.BACKSLASH ? afterEscape(at) : at + 1;
  }
  const end = min(at, length);
  report(UNTERMINATED_STRING, tokenStart, end, physicalLines.length);
  return end;
}

function scanTriple(contentStart: i32, tokenStart: i32): i32 {
  const quote = unitAt(contentStart - 1);
  let at = contentStart;
  while (true) {
    at = findAny(at, quote, Character.LF, Character.CR, Character.BACKSLASH);
    if (at >= length) break;
    const code = unitAt(at);
    if (code === quote) {
      if (isTriple(at)) return at + 3;
      at++;
    } else if (code === Character.BACKSLASH) at = afterEscape(at);
    else {
      at = afterLineEnd(at);
      physicalLines.push(at);
    }
  }
  report(UNTERMINATED_TRIPLE, tokenStart, tokenStart + 3, physicalLines.length);
  return length;
}

/** The offset after a backslash and what it escapes; an escaped line end counts as a line. */
export function afterEscape(backslash: i32): i32 {
  const next = unitAt(backslash + 1);
  if (next !== Character.LF && next !== Character.CR) return backslash + 2;
  const at = afterLineEnd(backslash + 1);
  physicalLines.push(at);
  return at;
}

/** The offset after the number at `start`; letters glued to it belong to it and are reported. */
export function scanNumber(start: i32): i32 {
  const plainEnd = endOfPlainNumber(start);
  return plainEnd > start ? plainEnd : scanAnyNumber(start);
}

/** The offset after `12`, `0` or `0.5` when nothing else can belong to the number, as with nearly every one; else `start`. */
function endOfPlainNumber(start: i32): i32 {
  let at = start;
  while (isDigit(unitAt(at), 10)) at++;
  if (at > start && unitAt(at) === Character.DOT) {
    at++;
    while (isDigit(unitAt(at), 10)) at++;
  } else if (at > start + 1 && unitAt(start) === Character.ZERO) return start;
  const after = unitAt(at);
  return after < Character.ASCII_END && !Character.isAsciiNamePart(after) && after !== Character.DOT ? at : start;
}

function scanAnyNumber(start: i32): i32 {
  const base = baseAt(start);
  const prefixed = base === 10 ? start : afterDigits(start + 2, base, true);
  const end = base !== 10 && prefixed > start + 2 ? prefixed : endOfDecimal(start);
  const badEnd = afterGlued(end);
  if (badEnd > end) {
    report(BAD_NUMBER, start, badEnd, base);
    return badEnd;
  }
  if (hasLeadingZeros(start, end)) report(LEADING_ZEROS, start, end);
  return end;
}

function baseAt(start: i32): i32 {
  if (unitAt(start) !== Character.ZERO) return 10;
  const letter = unitAt(start + 1) | Character.LOWER;
  if (letter === LETTER_X) return 16;
  if (letter === Character.LETTER_O) return 8;
  return letter === Character.LETTER_B ? 2 : 10;
}

/** `1_000`, `1.5e-3`, `.5`, `2j` */
function endOfDecimal(start: i32): i32 {
  let at = afterDigits(start, 10, false);
  if (unitAt(at) === Character.DOT) at = afterDigits(at + 1, 10, false);
  if ((unitAt(at) | Character.LOWER) === Character.LETTER_E) {
    const isSigned = unitAt(at + 1) === PLUS || unitAt(at + 1) === MINUS;
    const exponent = isSigned ? at + 2 : at + 1;
    at = isDigit(unitAt(exponent), 10) ? afterDigits(exponent, 10, false) : at;
  }
  return (unitAt(at) | Character.LOWER) === LETTER_J ? at + 1 : at;
}

/** The offset after digits with single underscores between them, before the first too where that is allowed. */
function afterDigits(start: i32, base: i32, mayBeginWithUnderscore: bool): i32 {
  let at = start;
  while (true) {
    const mayBeUnderscore = at > start || mayBeginWithUnderscore;
    const digit = mayBeUnderscore && unitAt(at) === Character.UNDERSCORE ? at + 1 : at;
    if (!isDigit(unitAt(digit), base)) return at;
    at = digit + 1;
  }
}

function isDigit(code: i32, base: i32): bool {
  if (code >= Character.ZERO && code <= Character.NINE) return code - Character.ZERO < base;
  const letter = code | Character.LOWER;
  return base === 16 && letter >= Character.LETTER_A && letter <= Character.LETTER_F;
}

/** The offset after letters that are glued to a number and begin no keyword: `1if x` is two tokens. */
function afterGlued(start: i32): i32 {
  let at = start;
  while (unitAt(at) === Character.UNDERSCORE || (isNamePart(at) && !isKeywordAt(at))) {
    at += unitAt(at) >= 0xd800 && unitAt(at) < 0xdc00 ? 2 : 1;
  }
  return at;
}

function isKeywordAt(at: i32): bool {
  switch (unitAt(at)) {
    case Character.LETTER_A:
      return isWholeWord(at, 'and');
    case Character.LETTER_E:
      return isWholeWord(at, 'else');
    case Character.LETTER_F:
      return isWholeWord(at, 'for');
    case Character.LETTER_I:
      return isWholeWord(at, 'if') || isWholeWord(at, 'in') || isWholeWord(at, 'is');
    case Character.LETTER_N:
      return isWholeWord(at, 'not');
    case Character.LETTER_O:
      return isWholeWord(at, 'or');
    default:
      return false;
  }
}

function isWholeWord(at: i32, word: string): bool {
  return reads(at, word) && !isNamePart(at + word.length);
}

function isNamePart(at: i32): bool {
  const code = unitAt(at);
  return code < Character.ASCII_END ? Character.isAsciiNamePart(code) : Character.isUnicodeNamePart(at, false);
}

/** `007` and `0_7`, but not `00` nor `00.5` */
function hasLeadingZeros(start: i32, end: i32): bool {
  if (unitAt(start) !== Character.ZERO) return false;
  let hasOther = false;
  for (let at = start + 1; at < end; at++) {
    const code = unitAt(at);
    if (code > Character.ZERO && code <= Character.NINE) hasOther = true;
    else if (code !== Character.ZERO && code !== Character.UNDERSCORE) return false;
  }
  return hasOther;
}
