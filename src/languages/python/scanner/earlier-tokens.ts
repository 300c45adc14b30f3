import { OTHER_BRACKET } from './complaints';
import { openBlocks } from './indentation';
import * as Kind from './kinds';
import { IntegerList } from './lists';
import { areNamesWornOut } from './names';
import { OpenBlocks } from './open-blocks';
import { earlierLength, length, sharedEnd, sharedStart } from './text';
import * as Tokens from './tokens';

/**
 * The tokens of a text as it was before a stretch of it changed. Those before the change are taken over at once; those behind it when the
 * new text comes to a logical line that begins as it did before. So a change costs what the lines that it touches cost, and some copying.
 */
const lineStarts = new IntegerList();
const lineTokens = new IntegerList();
const lineIndents = new IntegerList();
const lineNarrows = new IntegerList();
const physicalLines = new IntegerList();
const comments = new IntegerList();
const problems = new IntegerList();

/** Where the change begins, and ends in the text before. */
let changeStart: i32 = 0;
let changeEnd: i32 = 0;
/** By how much all that stands behind it has moved. */
let shift: i32 = 0;
/** The line behind the change that the new text comes to next, if it comes to any again, and the blocks that stood open before it. */
let next: i32 = 0;
const blocks = new OpenBlocks();
let isAlike: bool = false;

/** Whether the text is so like the one before that its tokens are worth looking at. Tokens are those of the text before from now on. */
export function compareTexts(): bool {
  changeStart = sharedStart();
  const end = sharedEnd(min(length, earlierLength) - changeStart);
  isAlike = 2 * (changeStart + end) >= length && length > 0 && !areNamesWornOut();
  changeEnd = earlierLength - end;
  shift = length - earlierLength;
  exchange();
  return isAlike;
}

/** Takes over the lines before the change, and returns the offset from which the text is to be read. */
export function takeHead(): i32 {
  next = lineStarts.firstFrom(changeEnd);
  follow(blocks, next);
  // The line before the changed one may have ended because of what the changed one began with.
  const line = lineStarts.firstFrom(changeStart + 1) - 2;
  if (line <= 0) return 0;
  const offset = lineStarts.at(line);
  take(0, line, 0, offset, 0);
  follow(openBlocks(), line);
  return offset;
}

/** Takes over everything from `offset` on, where a line is to begin, when the text before goes on alike from there. */
export function takeTail(offset: i32): bool {
  if (!isAlike) return false;
  for (; next < lineStarts.length && lineStarts.at(next) + shift < offset; next++) {
    blocks.follow(lineIndents.at(next), lineNarrows.at(next));
  }
  if (next >= lineStarts.length) return false;
  const start = lineStarts.at(next);
  if (start + shift !== offset || !blocks.equals(openBlocks()) || namesOtherLines(start)) return false;
  take(next, lineStarts.length, start, earlierLength + 1, shift);
  return true;
}

/** The blocks that stood open before a line. */
function follow(open: OpenBlocks, line: i32): void {
  open.reset();
  for (let at = 0; at < line; at++) open.follow(lineIndents.at(at), lineNarrows.at(at));
}

/** Problems tell of lines by their numbers, which are others when lines came or went. */
function namesOtherLines(start: i32): bool {
  if (physicalLines.firstFrom(start + 1) === Tokens.physicalLines.length) return false;
  for (let at = 0; at < problems.length; at += Tokens.PROBLEM_SIZE) if (problems.at(at + 1) >= start) return true;
  return false;
}

/** Takes over lines `from`–`to`, which lie between two offsets. */
function take(from: i32, to: i32, start: i32, end: i32, by: i32): void {
  const endToken = to < lineTokens.length ? firstTokenOf(to) : Tokens.earlierCount;
  const moved = Tokens.takeTokens(firstTokenOf(from), endToken, by);
  Tokens.lineStarts.pushShifted(lineStarts, from, to, by);
  Tokens.lineTokens.pushShifted(lineTokens, from, to, moved);
  Tokens.lineIndents.pushShifted(lineIndents, from, to, 0);
  Tokens.lineNarrows.pushShifted(lineNarrows, from, to, 0);
  // The first physical line of the stretch is there already.
  Tokens.physicalLines.pushShifted(
    physicalLines,
    physicalLines.firstFrom(start + 1),
    physicalLines.firstFrom(end + 1),
    by,
  );
  Tokens.comments.pushShifted(comments, comments.firstFrom(start), comments.firstFrom(end), by);
  takeProblems(start, end, by);
}

function takeProblems(start: i32, end: i32, by: i32): void {
  for (let at = 0; at < problems.length; at += Tokens.PROBLEM_SIZE) {
    const problemStart = problems.at(at + 1);
    if (problemStart < start || problemStart >= end) continue;
    const complaint = problems.at(at);
    const first = problems.at(at + 3);
    const isPlace = complaint === OTHER_BRACKET;
    Tokens.report(
      complaint,
      problemStart + by,
      problems.at(at + 2) + by,
      isPlace ? first + by : first,
      problems.at(at + 4),
    );
  }
}

/** The first token of a logical line, INDENT and DEDENT included. */
function firstTokenOf(line: i32): i32 {
  let token = lineTokens.at(line);
  while (token > 0 && isBlockToken(Tokens.earlierKinds, token - 1)) token--;
  return token;
}

function isBlockToken(kinds: usize, token: i32): bool {
  const kind = <i32>load<u8>(kinds + <usize>token);
  return kind === Kind.INDENT || kind === Kind.DEDENT;
}

function exchange(): void {
  Tokens.exchangeTokens();
  Tokens.lineStarts.exchange(lineStarts);
  Tokens.lineTokens.exchange(lineTokens);
  Tokens.lineIndents.exchange(lineIndents);
  Tokens.lineNarrows.exchange(lineNarrows);
  Tokens.physicalLines.exchange(physicalLines);
  Tokens.comments.exchange(comments);
  Tokens.problems.exchange(problems);
}
