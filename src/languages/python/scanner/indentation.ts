import { BACKSLASH, FORM_FEED, HASH, SPACE, TAB } from './characters';
import { BAD_DEDENT, MIXED_TABS } from './complaints';
import * as Kind from './kinds';
import { afterLineEnd, isLineEnd } from './line-ends';
import { OpenBlocks } from './open-blocks';
import { afterSpaces, length, unitAt } from './text';
import { count, lineIndents, lineNarrows, lineStarts, lineTokens, physicalLines, push, report } from './tokens';

const TAB_WIDTH: i32 = 8;

/** CPython's INDENT and DEDENT: the blocks that stand open. */
const blocks = new OpenBlocks();

/** Column and narrow column of the line measured last. */
let column: i32 = 0;
let narrow: i32 = 0;

export function resetIndentation(): void {
  blocks.reset();
}

/** The blocks that stand open before the line that comes next. */
export function openBlocks(): OpenBlocks {
  return blocks;
}

/** The offset of the first character of a line after its white space; a backslash that only joins it with the next line is passed over. */
export function measureLine(lineStart: i32): i32 {
  let at = afterSpaces(lineStart);
  let isJoined = false;
  let wide = at - lineStart;
  let thin = wide;
  while (true) {
    const code = unitAt(at);
    if (code === SPACE) {
      wide++;
      thin++;
    } else if (code === TAB) {
      wide = (wide / TAB_WIDTH + 1) * TAB_WIDTH;
      thin++;
    } else if (code === FORM_FEED) {
      wide = 0;
      thin = 0;
    } else if (code === BACKSLASH && isLineEnd(unitAt(at + 1))) {
      // The first backslash settles the indentation of what comes after it.
      if (!isJoined) settle(wide, thin);
      isJoined = true;
      at = afterLineEnd(at + 1) - 1;
      physicalLines.push(at + 1);
    } else break;
    at++;
  }
  if (!isJoined) settle(wide, thin);
  return at;
}

/** Whether nothing but white space and a comment stands in the line, so that its indentation means nothing. */
export function isBlankLine(firstCharacter: i32): bool {
  const code = unitAt(firstCharacter);
  return firstCharacter >= length || code === HASH || isLineEnd(code);
}

/** Emits what leads from the line before to the measured one, whose first character stands at `start`. */
export function enterLine(lineStart: i32, start: i32): void {
  const outer = blocks.column();
  const outerNarrow = blocks.narrow();
  if (column > outer) {
    blocks.open(column, narrow);
    push(Kind.INDENT, lineStart, start);
    if (narrow <= outerNarrow) report(MIXED_TABS, lineStart, start);
  } else if (column < outer) leave(start);
  else if (narrow !== outerNarrow) report(MIXED_TABS, lineStart, start);
  lineStarts.push(lineStart);
  lineTokens.push(count);
  lineIndents.push(column);
  lineNarrows.push(narrow);
}

/** Closes every open block at the end of the text. */
export function closeBlocks(end: i32): void {
  for (let block = blocks.depth(); block > 0; block--) push(Kind.DEDENT, end, end);
}

function leave(start: i32): void {
  const left = blocks.leave(column);
  for (let block = 0; block < left; block++) push(Kind.DEDENT, start, start);
  if (column !== blocks.column()) {
    report(BAD_DEDENT, start, start);
    // Later lines of the same depth belong together, whatever they once belonged to.
    blocks.open(column, narrow);
    push(Kind.INDENT, start, start);
  } else if (narrow !== blocks.narrow()) report(MIXED_TABS, start, start);
}

function settle(wide: i32, thin: i32): void {
  column = wide;
  narrow = thin;
}
