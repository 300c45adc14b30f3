/** Code units behind the last one that are 0, so that a scanner may look ahead without asking where the text ends. */
const LOOK_AHEAD: i32 = 8;
const SPACE: i32 = 32;
const FOUR_SPACES: u64 = 0x0020002000200020;

/** Where the UTF-16 code units of the text stand, and how many they are. */
export let units: usize = 0;
export let length: i32 = 0;
let room: i32 = 0;

/** The text before. */
let earlierUnits: usize = 0;
export let earlierLength: i32 = 0;
let earlierRoom: i32 = 0;

/** Makes room for a text of `count` code units and returns where the host is to write them. */
export function prepareText(count: i32): usize {
  swapTexts();
  if (count + LOOK_AHEAD > room) {
    room = 2 * (count + LOOK_AHEAD);
    units = heap.alloc(room << 1);
  }
  length = count;
  memory.fill(units + ((<usize>count) << 1), 0, LOOK_AHEAD << 1);
  return units;
}

function swapTexts(): void {
  const swappedUnits = units;
  const swappedLength = length;
  const swappedRoom = room;
  units = earlierUnits;
  length = earlierLength;
  room = earlierRoom;
  earlierUnits = swappedUnits;
  earlierLength = swappedLength;
  earlierRoom = swappedRoom;
}

/** How many code units the text and the one before begin with alike. */
export function sharedStart(): i32 {
  const most = min(length, earlierLength);
  let at = 0;
  while (at + 4 <= most && fourAt(units, at) === fourAt(earlierUnits, at)) at += 4;
  while (at < most && unitAt(at) === earlierUnitAt(at)) at++;
  return at;
}

/** How many code units they end with alike, `most` of them. */
export function sharedEnd(most: i32): i32 {
  let count = 0;
  while (count + 4 <= most && fourAt(units, length - count - 4) === fourAt(earlierUnits, earlierLength - count - 4))
    count += 4;
  while (count < most && unitAt(length - count - 1) === earlierUnitAt(earlierLength - count - 1)) count++;
  return count;
}

function fourAt(text: usize, at: i32): u64 {
  return load<u64>(text + ((<usize>at) << 1));
}

function earlierUnitAt(at: i32): i32 {
  return load<u16>(earlierUnits + ((<usize>at) << 1));
}

/** The code unit at an offset; 0 behind the text. */
export function unitAt(at: i32): i32 {
  return load<u16>(units + ((<usize>at) << 1));
}

/** Whether the text reads `word` at an offset. */
export function reads(at: i32, word: string): bool {
  for (let i = 0; i < word.length; i++) if (unitAt(at + i) !== word.charCodeAt(i)) return false;
  return true;
}

/** The first offset from `from` on at which a code unit stands; the length of the text when there is none. */
export function find(from: i32, code: i32): i32 {
  return findAny(from, code, code, code, code);
}

/** The first offset from `from` on at which one of four code units stands; the length of the text when there is none. */
export function findAny(from: i32, first: i32, second: i32, third: i32, fourth: i32): i32 {
  const firsts = i16x8.splat(<i16>first);
  const seconds = i16x8.splat(<i16>second);
  const thirds = i16x8.splat(<i16>third);
  const fourths = i16x8.splat(<i16>fourth);
  for (let at = from; at < length; at += LOOK_AHEAD) {
    const eight = v128.load(units + ((<usize>at) << 1));
    const ofFirstTwo = v128.or(i16x8.eq(eight, firsts), i16x8.eq(eight, seconds));
    const ofLastTwo = v128.or(i16x8.eq(eight, thirds), i16x8.eq(eight, fourths));
    const found = i16x8.bitmask(v128.or(ofFirstTwo, ofLastTwo));
    if (found !== 0) return min(at + ctz(found), length);
  }
  return length;
}

/** The first offset from `from` on at which no space stands. */
export function afterSpaces(from: i32): i32 {
  let at = from;
  while (load<u64>(units + ((<usize>at) << 1)) === FOUR_SPACES) at += 4;
  while (unitAt(at) === SPACE) at++;
  return at;
}
