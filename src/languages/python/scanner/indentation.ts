import { BACKSLASH, FORM_FEED, HASH, SPACE, TAB } from './characters';
import { BAD_DEDENT, MIXED_TABS } from './complaints';
import * as Kind from './kinds';
import { afterLineEnd, isLineEnd } from './line-ends';
import { IntegerList } from './lists';
import { afterSpaces, length, unitAt } from './text';
import { count, lineIndents, lineTokens, physicalLines, push, report } from './tokens';

const TAB_WIDTH: i32 = 8;

/** Indentation of each open block, the module first: CPython's INDENT and DEDENT, with tabs to the next multiple of eight. */
const columns = new IntegerList();
/** The same with tabs to 1, which must mean the same. */
const narrows = new IntegerList();

/** Column and narrow column of the line measured last. */
let column: i32 = 0;
let narrow: i32 = 0;

export function resetIndentation(): void {
  columns.length = 0;
  narrows.length = 0;
  open(0, 0);
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
  const outer = columns.last();
  const outerNarrow = narrows.last();
  if (column > outer) {
    open(column, narrow);
    push(Kind.INDENT, lineStart, start);
    if (narrow <= outerNarrow) report(MIXED_TABS, lineStart, start);
  } else if (column < outer) leave(start);
  else if (narrow !== outerNarrow) report(MIXED_TABS, lineStart, start);
  lineTokens.push(count);
  lineIndents.push(column);
}

/** Closes every open block at the end of the text. */
export function closeBlocks(end: i32): void {
  for (let block = columns.length; block > 1; block--) push(Kind.DEDENT, end, end);
}

function leave(start: i32): void {
  while (columns.length > 1 && column < columns.last()) {
    columns.length--;
    narrows.length--;
    push(Kind.DEDENT, start, start);
  }
  if (column !== columns.last()) {
    report(BAD_DEDENT, start, start);
    // Later lines of the same depth belong together, whatever they once belonged to.
    open(column, narrow);
    push(Kind.INDENT, start, start);
  } else if (narrow !== narrows.last()) report(MIXED_TABS, start, start);
}

function open(blockColumn: i32, blockNarrow: i32): void {
  columns.push(blockColumn);
  narrows.push(blockNarrow);
}

function settle(wide: i32, thin: i32): void {
  column = wide;
  narrow = thin;
}
