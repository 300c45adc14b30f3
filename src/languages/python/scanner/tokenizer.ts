import {
  bracketDepth,
  bracketFloor,
  closeBracket,
  giveUpBrackets,
  openBracket,
  reportUnclosed,
  resetBrackets,
} from './brackets';
import * as Character from './characters';
import * as Complaint from './complaints';
import { compareTexts, takeHead, takeTail } from './earlier-tokens';
import { scanFormatted } from './formatted-strings';
import { closeBlocks, enterLine, isBlankLine, measureLine, resetIndentation } from './indentation';
import * as Keyword from './keywords';
import * as Kind from './kinds';
import { afterLineEnd, isLineEnd, lineEndFrom } from './line-ends';
import { FORMATTED, NO_PREFIX, RAW, scanNumber, scanString, stringPrefix } from './literals';
import { intern, resetNames } from './names';
import { isConflictMarker, reportConflictMarker, scanOperator } from './operators';
import { length, unitAt } from './text';
import {
  comments,
  count,
  endOf,
  idOf,
  physicalLines,
  PROBLEM_SIZE,
  problems,
  push,
  pushWord,
  report,
  resetTokens,
} from './tokens';

const LONGEST_PREFIX: i32 = 2;

/** 1 for a keyword that never begins a line inside brackets (`from` only after `yield`), so that it shows an unclosed bracket. */
const statementOnly = memory.data(Keyword.LAST_KEYWORD + 1);

markStatementOnly([
  Keyword.ASSERT,
  Keyword.BREAK,
  Keyword.CLASS,
  Keyword.CONTINUE,
  Keyword.DEF,
  Keyword.DEL,
  Keyword.ELIF,
]);
markStatementOnly([Keyword.EXCEPT, Keyword.FINALLY, Keyword.FROM, Keyword.GLOBAL, Keyword.IMPORT, Keyword.NONLOCAL]);
markStatementOnly([Keyword.PASS, Keyword.RAISE, Keyword.RETURN, Keyword.TRY, Keyword.WHILE, Keyword.WITH]);

function markStatementOnly(keywords: i32[]): void {
  for (let i = 0; i < keywords.length; i++) store<u8>(statementOnly + keywords[i], 1);
}

let lineIsOpen: bool = false;

/**
 * Reads a text in one pass, from Python 3.8 to 3.14, where it differs from the one before when that is nearly the same. Never fails: what no
 * tokenizer accepts is reported in `problems` and passed over. A bracket that a statement keyword shows to be unclosed is given up, so that the rest of the file keeps its lines.
 */
export function tokenize(): void {
  const isAlike = compareTexts();
  resetTokens();
  resetBrackets();
  resetIndentation();
  lineIsOpen = false;
  if (!isAlike) resetNames();
  let at = isAlike ? takeHead() : 0;
  while (at < length) {
    if (lineIsOpen || bracketDepth() > 0) at = scanToken(at);
    else if (takeTail(at)) return;
    else at = scanLineStart(at);
  }
  reportUnclosed();
  if (lineIsOpen) push(Kind.NEWLINE, length, length);
  closeBlocks(length);
  push(Kind.END, length, length);
}

/** Adds the token at `at`, or passes over white space, and returns the offset after it. */
export function scanToken(start: i32): i32 {
  let at = start;
  let code = unitAt(at);
  while (code < Character.ASCII_END && Character.beginsWith(code) === Character.BLANK) code = unitAt(++at);
  if (code >= Character.ASCII_END) return scanName(at);
  switch (Character.beginsWith(code)) {
    case Character.NAME:
      return scanName(at);
    case Character.LINE_END:
      return scanLineEnd(at);
    case Character.DIGIT:
      return addNumber(at);
    case Character.STRING:
      return addString(at, at);
    case Character.COMMENT:
      return scanComment(at);
    case Character.OPENING:
      return openBracket(at, code);
    case Character.CLOSING:
      return closeBracket(at, code);
    case Character.OPERATOR:
      return isFraction(at, code) ? addNumber(at) : scanOperator(at);
    case Character.CONTINUATION:
      return scanContinuation(at);
    default:
      return at < length ? scanInvalid(at) : at;
  }
}

function scanLineStart(lineStart: i32): i32 {
  const at = measureLine(lineStart);
  // A marker stands in the middle of a block and ends none, so that the classes around it are still read.
  if (at === lineStart && isConflictMarker(at)) return reportConflictMarker(at);
  if (!isBlankLine(at)) {
    enterLine(lineStart, at);
    lineIsOpen = true;
    return at;
  }
  return at < length ? scanToken(at) : at;
}

function scanLineEnd(at: i32): i32 {
  const next = afterLineEnd(at);
  physicalLines.push(next);
  if (lineIsOpen && bracketDepth() === 0) {
    push(Kind.NEWLINE, at, next);
    lineIsOpen = false;
  }
  return next;
}

function scanName(start: i32): i32 {
  const at = endOfName(start);
  if (at === start) return scanInvalid(at);
  const code = unitAt(at);
  if (at - start <= LONGEST_PREFIX && (code === Character.DOUBLE_QUOTE || code === Character.SINGLE_QUOTE)) {
    const prefix = stringPrefix(start, at);
    if (prefix !== NO_PREFIX) return addPrefixed(start, at, prefix);
  }
  const id = intern(start, at);
  if (id > Keyword.LAST_KEYWORD) pushWord(Kind.NAME, start, at, id);
  else if (showsUnclosedBracket(id)) return giveUpLine(start);
  else pushWord(Kind.KEYWORD, start, at, id);
  return at;
}

function endOfName(start: i32): i32 {
  let at = start;
  while (true) {
    let code = unitAt(at);
    while (code < Character.ASCII_END && Character.isAsciiNamePart(code)) code = unitAt(++at);
    if (code < Character.ASCII_END || !Character.isUnicodeNamePart(at, at === start)) return at;
    // The second half of a pair belongs to the first.
    at += code >= 0xd800 && code < 0xdc00 ? 2 : 1;
  }
}

function addPrefixed(start: i32, quoteStart: i32, prefix: i32): i32 {
  if ((prefix & FORMATTED) !== 0) return scanFormatted(start, quoteStart, (prefix & RAW) !== 0);
  return addString(start, quoteStart);
}

function addString(tokenStart: i32, quoteStart: i32): i32 {
  const end = scanString(quoteStart, tokenStart);
  push(Kind.STRING, tokenStart, end);
  return end;
}

function addNumber(at: i32): i32 {
  const end = scanNumber(at);
  push(Kind.NUMBER, at, end);
  return end;
}

function isFraction(at: i32, code: i32): bool {
  const next = unitAt(at + 1);
  return code === Character.DOT && next >= Character.ZERO && next <= Character.NINE;
}

function scanComment(start: i32): i32 {
  const end = lineEndFrom(start);
  comments.push(start);
  comments.push(end);
  return end;
}

function scanContinuation(at: i32): i32 {
  const isFollowed = isLineEnd(unitAt(at + 1));
  const next = isFollowed ? afterLineEnd(at + 1) : at + 1;
  if (isFollowed) physicalLines.push(next);
  if (next >= length) report(Complaint.CONTINUED_AT_END, at, at + 1);
  else if (!isFollowed) report(Complaint.BAD_CONTINUATION, at, at + 1);
  return next;
}

function scanInvalid(at: i32): i32 {
  const code = unitAt(at);
  const next = unitAt(at + 1);
  const isPair = code >= 0xd800 && code < 0xdc00 && next >= 0xdc00 && next < 0xe000;
  const end = isPair ? at + 2 : at + 1;
  report(Complaint.BAD_CHARACTER, at, end);
  push(Kind.ERROR, at, end);
  return end;
}

/** Whether a keyword that only begins statements stands first in its line inside brackets. */
function showsUnclosedBracket(id: i32): bool {
  if (bracketDepth() === 0 || load<u8>(statementOnly + id) === 0) return false;
  const before = count - 1;
  if (endOf(before) > physicalLines.last()) return false;
  return id !== Keyword.FROM || idOf(before) !== Keyword.YIELD;
}

/** Ends the logical line before the one that `at` stands in; inside an f-string field the report alone makes the literal a broken one. */
function giveUpLine(at: i32): i32 {
  reportUnclosed();
  if (bracketFloor() > 0) return at;
  const lineStart = physicalLines.last();
  forgetProblemsFrom(lineStart);
  giveUpBrackets();
  push(Kind.NEWLINE, lineStart, lineStart);
  lineIsOpen = false;
  return lineStart;
}

/** The line is read again, and what is wrong in it is found again. */
function forgetProblemsFrom(lineStart: i32): void {
  let kept = 0;
  for (let at = 0; at < problems.length; at += PROBLEM_SIZE) {
    if (problems.at(at + 1) >= lineStart) continue;
    for (let i = 0; i < PROBLEM_SIZE; i++) problems.set(kept + i, problems.at(at + i));
    kept += PROBLEM_SIZE;
  }
  problems.length = kept;
}
