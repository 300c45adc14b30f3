import { IntegerList, wider } from './lists';

/**
 * The tokens of the text as parallel arrays: token `i` is of kind `kindOf(i)` from `startOf(i)` to `endOf(i)`. White space, comments and line
 * continuations lie between tokens.
 */
const FIRST_CAPACITY: i32 = 16384;
/** Room before the first token, always 0, so that what stands before a token may be asked of the first one too. */
const MARGIN: i32 = 16;

/** Number of tokens. */
export let count: i32 = 0;

export let kinds: usize = 0;
export let starts: usize = 0;
export let ends: usize = 0;
export let ids: usize = 0;
export let links: usize = 0;
let capacity: i32 = 0;

/** Offset, first token (INDENT and DEDENT passed over) and indentation, in columns with tabs to 8, of each logical line. */
export const lineTokens = new IntegerList();
export const lineIndents = new IntegerList();
/** Offsets at which physical lines start, the first one included. */
export const physicalLines = new IntegerList();
/** Start and end of each comment in turn. */
export const comments = new IntegerList();
/** Five numbers for each: a complaint, where it starts and ends, and the two numbers that belong to it. */
export const problems = new IntegerList();
export const PROBLEM_SIZE: i32 = 5;

/** Forgets the tokens of the text before. */
export function resetTokens(): void {
  count = 0;
  lineTokens.length = 0;
  lineIndents.length = 0;
  physicalLines.length = 0;
  physicalLines.push(0);
  comments.length = 0;
  problems.length = 0;
}

/** Adds a token without an id and returns its index. */
export function push(kind: i32, start: i32, end: i32): i32 {
  return pushWord(kind, start, end, 0);
}

/** Adds a NAME or KEYWORD with the id of its name and returns its index. */
export function pushWord(kind: i32, start: i32, end: i32, id: i32): i32 {
  if (count === capacity) widen();
  const index = <usize>count;
  store<u8>(kinds + index, <u8>kind);
  store<i32>(starts + (index << 2), start);
  store<i32>(ends + (index << 2), end);
  store<i32>(ids + (index << 2), id);
  store<i32>(links + (index << 2), -1);
  return count++;
}

/** Takes back the tokens from `index` on. */
export function forgetFrom(index: i32): void {
  count = index;
}

/** Makes two brackets, or the ends of an f-string, partners. */
export function link(opening: i32, closing: i32): void {
  store<i32>(links + ((<usize>opening) << 2), closing);
  store<i32>(links + ((<usize>closing) << 2), opening);
}

export function report(complaint: i32, start: i32, end: i32, first: i32 = 0, second: i32 = 0): void {
  problems.push(complaint);
  problems.push(start);
  problems.push(end);
  problems.push(first);
  problems.push(second);
}

export function kindOf(token: i32): i32 {
  return load<u8>(kinds + <usize>token);
}

export function startOf(token: i32): i32 {
  return load<i32>(starts + ((<usize>token) << 2));
}

export function endOf(token: i32): i32 {
  return load<i32>(ends + ((<usize>token) << 2));
}

/** The id of a NAME or KEYWORD; 0 for any other token. */
export function idOf(token: i32): i32 {
  return load<i32>(ids + ((<usize>token) << 2));
}

/** The partner of a bracket and of FSTRING_START or FSTRING_END; -1 without one. */
export function linkOf(token: i32): i32 {
  return load<i32>(links + ((<usize>token) << 2));
}

/** The token after `at`, or after the partner of a bracket that opens there. */
export function afterBrackets(at: i32): i32 {
  const partner = linkOf(at);
  return partner > at ? partner + 1 : at + 1;
}

function widen(): void {
  const before = capacity;
  capacity = before === 0 ? FIRST_CAPACITY : before * 2;
  kinds = widerTable(kinds, before, capacity);
  starts = widerTable(starts, before << 2, capacity << 2);
  ends = widerTable(ends, before << 2, capacity << 2);
  ids = widerTable(ids, before << 2, capacity << 2);
  links = widerTable(links, before << 2, capacity << 2);
}

function widerTable(from: usize, size: i32, newSize: i32): usize {
  const before = size === 0 ? 0 : MARGIN;
  return wider(from - before, size + before, newSize + MARGIN) + MARGIN;
}
