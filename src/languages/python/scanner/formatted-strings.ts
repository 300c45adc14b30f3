import { bracketDepth, bracketFloor, closeField, fieldDepth, openField, rewindBrackets } from './brackets';
import { ASCII_END, BACKSLASH, beginsWith, BLANK, CLOSE_BRACE, COLON, OPEN_BRACE } from './characters';
import { FIELD_WITHOUT_BRACE, SINGLE_BRACE, UNTERMINATED_TRIPLE } from './complaints';
import * as Kind from './kinds';
import { afterLineEnd, isLineEnd } from './line-ends';
import { afterEscape, isTriple, scanString } from './literals';
import { length, unitAt } from './text';
import { comments, count, forgetFrom, link, physicalLines, problems, push, report } from './tokens';
import { scanToken } from './tokenizer';

/** Fields nested deeper than this are read as text, so that no input exhausts the stack; CPython stops at 150. */
const DEEPEST_NESTING: i32 = 50;
const LETTER_N: i32 = 78;

/** What a scan of a part returns when the f-string is broken. */
const BROKEN: i32 = -1;

/** How a literal is quoted: its quote, and these bits. */
const TRIPLE: i32 = 0x10000;
const RAW_TEXT: i32 = 0x20000;

let nesting: i32 = 0;
let failure: i32 = FIELD_WITHOUT_BRACE;

/**
 * Reads f-strings (and t-strings) as PEP 701 has it, which covers every f-string that older versions accept, and returns the offset after
 * the literal. A broken one becomes one STRING token that ends where a plain string would, and is reported.
 */
export function scanFormatted(tokenStart: i32, quoteStart: i32, isRaw: bool): i32 {
  const tokenCount = count;
  const lineCount = physicalLines.length;
  const commentCount = comments.length;
  const problemCount = problems.length;
  const depth = bracketDepth();
  const floor = bracketFloor();
  failure = FIELD_WITHOUT_BRACE;
  const end = scanFields(tokenStart, quoteStart, isRaw);
  if (end !== BROKEN) return end;
  forgetFrom(tokenCount);
  physicalLines.length = lineCount;
  comments.length = commentCount;
  rewindBrackets(depth, floor);
  return scanAsPlain(tokenStart, quoteStart, problemCount);
}

function scanFields(tokenStart: i32, quoteStart: i32, isRaw: bool): i32 {
  if (nesting >= DEEPEST_NESTING) return BROKEN;
  const isLong = isTriple(quoteStart);
  const quoting = unitAt(quoteStart) | (isLong ? TRIPLE : 0) | (isRaw ? RAW_TEXT : 0);
  const contentStart = quoteStart + (isLong ? 3 : 1);
  nesting++;
  const opening = push(Kind.FSTRING_START, tokenStart, contentStart);
  const end = scanParts(contentStart, quoting, opening);
  nesting--;
  return end;
}

/** What was first found wrong in a field says more than that the field has no end, unless it is a string that ends too late. */
function scanAsPlain(tokenStart: i32, quoteStart: i32, problemCount: i32): i32 {
  const hasCause = problems.length > problemCount;
  const cause = hasCause ? problems.at(problemCount) : 0;
  const start = hasCause ? problems.at(problemCount + 1) : 0;
  const causeEnd = hasCause ? problems.at(problemCount + 2) : 0;
  const first = hasCause ? problems.at(problemCount + 3) : 0;
  const second = hasCause ? problems.at(problemCount + 4) : 0;
  problems.length = problemCount;
  const end = scanString(quoteStart, tokenStart);
  push(Kind.STRING, tokenStart, end);
  if (problems.length > problemCount) return end;
  // A quote that would begin a string inside the field ends the literal instead.
  if (hasCause && cause > UNTERMINATED_TRIPLE) report(cause, start, causeEnd, first, second);
  else report(failure, tokenStart, end);
  return end;
}

function scanParts(contentStart: i32, quoting: i32, opening: i32): i32 {
  let at = contentStart;
  while (true) {
    const partEnd = scanText(at, quoting, false);
    if (partEnd === BROKEN) return BROKEN;
    if (partEnd > at) push(Kind.FSTRING_MIDDLE, at, partEnd);
    if (unitAt(partEnd) === (quoting & 0xffff)) {
      const end = partEnd + ((quoting & TRIPLE) !== 0 ? 3 : 1);
      link(opening, push(Kind.FSTRING_END, partEnd, end));
      return end;
    }
    at = scanField(partEnd, quoting);
    if (at === BROKEN) return BROKEN;
  }
}

/** The offset of the quote or brace that ends a piece of literal text; a format specification ends at its closing brace too. */
function scanText(start: i32, quoting: i32, inSpecification: bool): i32 {
  const quote = quoting & 0xffff;
  const isLong = (quoting & TRIPLE) !== 0;
  let at = start;
  while (at < length) {
    const code = unitAt(at);
    if (code === quote && (!isLong || isTriple(at))) return at;
    if (code === OPEN_BRACE || code === CLOSE_BRACE) {
      if (inSpecification || unitAt(at + 1) !== code) {
        if (code === OPEN_BRACE || inSpecification) return at;
        failure = SINGLE_BRACE;
        return BROKEN;
      }
      at += 2;
    } else if (code === BACKSLASH) at = afterBackslash(at, (quoting & RAW_TEXT) !== 0);
    else if (isLineEnd(code)) {
      if (!isLong) return BROKEN;
      at = afterLineEnd(at);
      physicalLines.push(at);
    } else at++;
  }
  return BROKEN;
}

/** A backslash does not escape a brace; the braces of `\N{…}` belong to the escape. */
function afterBackslash(at: i32, isRaw: bool): i32 {
  const next = unitAt(at + 1);
  if (next === OPEN_BRACE || next === CLOSE_BRACE) return at + 1;
  if (isRaw || next !== LETTER_N || unitAt(at + 2) !== OPEN_BRACE) return afterEscape(at);
  let close = at;
  while (close < length && unitAt(close) !== CLOSE_BRACE) close++;
  return min(close + 1, length);
}

/** Reads `{expression=!conversion:specification}` from its brace on. */
function scanField(braceStart: i32, quoting: i32): i32 {
  const problemCount = problems.length;
  openField(braceStart);
  let at = braceStart + 1;
  while (at < length) {
    const code = unitAt(at);
    if (code < ASCII_END && beginsWith(code) === BLANK) {
      at++;
      continue;
    }
    if (fieldDepth() === 0) {
      if (code === CLOSE_BRACE) {
        closeField(at);
        return at + 1;
      }
      if (code === COLON) return scanSpecification(at, quoting);
    }
    at = scanToken(at);
    if (problems.length > problemCount) return BROKEN;
  }
  return BROKEN;
}

function scanSpecification(colon: i32, quoting: i32): i32 {
  push(Kind.COLON, colon, colon + 1);
  let at = colon + 1;
  while (true) {
    const end = scanText(at, quoting, true);
    if (end === BROKEN || unitAt(end) === (quoting & 0xffff)) return BROKEN;
    if (end > at) push(Kind.FSTRING_MIDDLE, at, end);
    if (unitAt(end) === CLOSE_BRACE) {
      closeField(end);
      return end + 1;
    }
    at = scanField(end, quoting);
    if (at === BROKEN) return BROKEN;
  }
}
