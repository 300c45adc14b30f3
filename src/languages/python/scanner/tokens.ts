import { IntegerList, move, wider } from './lists';

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
/** 1 for the first token of a statement that the grammar was seen to accept: that holds wherever the statement stands. */
let settled: usize = 0;
let capacity: i32 = 0;

/** The same of the text before. */
export let earlierCount: i32 = 0;
export let earlierKinds: usize = 0;
let earlierStarts: usize = 0;
let earlierEnds: usize = 0;
let earlierIds: usize = 0;
let earlierLinks: usize = 0;
let earlierSettled: usize = 0;
let earlierCapacity: i32 = 0;

/** Offset and first token (INDENT and DEDENT passed over) of each logical line, and its indentation in columns with tabs to 8 and to 1. */
export const lineStarts = new IntegerList();
export const lineTokens = new IntegerList();
export const lineIndents = new IntegerList();
export const lineNarrows = new IntegerList();
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
  lineStarts.length = 0;
  lineTokens.length = 0;
  lineIndents.length = 0;
  lineNarrows.length = 0;
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
  store<u8>(settled + index, 0);
  return count++;
}

/** Makes the tokens those of the text before, and room for others. */
export function exchangeTokens(): void {
  const keptKinds = kinds;
  const keptStarts = starts;
  const keptEnds = ends;
  const keptIds = ids;
  const keptLinks = links;
  const keptSettled = settled;
  const keptCount = count;
  const keptCapacity = capacity;
  kinds = earlierKinds;
  starts = earlierStarts;
  ends = earlierEnds;
  ids = earlierIds;
  links = earlierLinks;
  settled = earlierSettled;
  count = earlierCount;
  capacity = earlierCapacity;
  earlierKinds = keptKinds;
  earlierStarts = keptStarts;
  earlierEnds = keptEnds;
  earlierIds = keptIds;
  earlierLinks = keptLinks;
  earlierSettled = keptSettled;
  earlierCount = keptCount;
  earlierCapacity = keptCapacity;
}

/** Adds tokens `first`–`end` of the text before, `shift` code units further on, and returns by how much their indices have moved. */
export function takeTokens(first: i32, end: i32, shift: i32): i32 {
  const target = count;
  const moved = target - first;
  count += end - first;
  while (count > capacity) widen();
  copyBytes(kinds, earlierKinds, target, first, end);
  copyBytes(settled, earlierSettled, target, first, end);
  copyIntegers(starts, earlierStarts, target, first, end);
  copyIntegers(ends, earlierEnds, target, first, end);
  copyIntegers(ids, earlierIds, target, first, end);
  copyIntegers(links, earlierLinks, target, first, end);
  move(starts, target, count, shift);
  move(ends, target, count, shift);
  move(links, target, count, moved);
  return moved;
}

function copyBytes(to: usize, from: usize, target: i32, first: i32, end: i32): void {
  memory.copy(to + <usize>target, from + <usize>first, end - first);
}

function copyIntegers(to: usize, from: usize, target: i32, first: i32, end: i32): void {
  memory.copy(to + ((<usize>target) << 2), from + ((<usize>first) << 2), (end - first) << 2);
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

/** Whether the grammar was seen to accept the statement that the token begins. */
export function isSettledAt(token: i32): bool {
  return load<u8>(settled + <usize>token) === 1;
}

export function settle(token: i32): void {
  store<u8>(settled + <usize>token, 1);
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
  settled = widerTable(settled, before, capacity);
}

function widerTable(from: usize, size: i32, newSize: i32): usize {
  const before = size === 0 ? 0 : MARGIN;
  return wider(from - before, size + before, newSize + MARGIN) + MARGIN;
}
