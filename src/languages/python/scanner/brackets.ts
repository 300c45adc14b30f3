import { CLOSE_BRACKET, CLOSE_PARENTHESIS, OPEN_BRACKET, OPEN_PARENTHESIS } from './characters';
import { NEVER_CLOSED, OTHER_BRACKET, UNMATCHED_BRACKET } from './complaints';
import * as Kind from './kinds';
import { IntegerList } from './lists';
import { kindOf, link, physicalLines, push, report, startOf } from './tokens';
import { unitAt } from './text';

/** The brackets that stand open. An f-string field is a floor: closers inside it never match an opener outside. */
const openers = new IntegerList();
/** Number of entries below the innermost field's own; 0 outside of fields. */
let fieldFloor: i32 = 0;

export function resetBrackets(): void {
  openers.length = 0;
  fieldFloor = 0;
}

export function bracketDepth(): i32 {
  return openers.length;
}

export function bracketFloor(): i32 {
  return fieldFloor;
}

/** Number of brackets open inside the innermost field, its own brace not counted. */
export function fieldDepth(): i32 {
  return openers.length - fieldFloor;
}

/** Goes back to a moment that had this depth and this floor. */
export function rewindBrackets(depth: i32, floor: i32): void {
  openers.length = depth;
  fieldFloor = floor;
}

/** Adds the opening bracket at `at` and returns the offset after it. */
export function openBracket(at: i32, code: i32): i32 {
  const kind =
    code === OPEN_PARENTHESIS ? Kind.LEFT_PARENTHESIS : code === OPEN_BRACKET ? Kind.LEFT_BRACKET : Kind.LEFT_BRACE;
  openers.push(push(kind, at, at + 1));
  return at + 1;
}

/** Adds the closing bracket at `at`, linked with its opener; openers in between are given up. */
export function closeBracket(at: i32, code: i32): i32 {
  const kind =
    code === CLOSE_PARENTHESIS ? Kind.LEFT_PARENTHESIS : code === CLOSE_BRACKET ? Kind.LEFT_BRACKET : Kind.LEFT_BRACE;
  const closing = push(kind + Kind.TO_CLOSING, at, at + 1);
  let depth = openers.length - 1;
  if (depth < fieldFloor || kindOf(openers.at(depth)) !== kind) {
    reportMismatch(at, depth);
    while (depth >= fieldFloor && kindOf(openers.at(depth)) !== kind) depth--;
  }
  if (depth >= fieldFloor) {
    link(openers.at(depth), closing);
    openers.length = depth;
  }
  return at + 1;
}

export function openField(at: i32): void {
  openers.push(fieldFloor);
  openers.push(push(Kind.LEFT_BRACE, at, at + 1));
  fieldFloor = openers.length;
}

export function closeField(at: i32): void {
  link(openers.at(fieldFloor - 1), push(Kind.RIGHT_BRACE, at, at + 1));
  openers.length = fieldFloor - 2;
  fieldFloor = openers.at(openers.length);
}

/** Forgets every bracket that stands open. */
export function giveUpBrackets(): void {
  openers.length = 0;
}

/** Reports the innermost bracket that stands open, if there is one. */
export function reportUnclosed(): void {
  if (openers.length === 0) return;
  const start = startOf(openers.last());
  report(NEVER_CLOSED, start, start + 1, unitAt(start));
}

function reportMismatch(at: i32, depth: i32): void {
  if (depth < fieldFloor) report(UNMATCHED_BRACKET, at, at + 1, unitAt(at));
  else report(OTHER_BRACKET, at, at + 1, startOf(openers.at(depth)), physicalLines.length);
}
