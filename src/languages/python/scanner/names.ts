import { isCapital } from './characters';
import { LONGEST_WANTED } from './layout';
import { wider } from './lists';
import { units } from './text';

/** Room for names of a text at first. */
const FIRST_NAMES: i32 = 4096;
const FIRST_LETTERS: i32 = 65536;

/** Odd numbers without a pattern in their bits (the golden ratio's, and one of MurmurHash3's), which spread similar names. */
const MIX: u32 = 0x9e3779b1;
const SPREAD: u32 = 0x85ebca6b;

/** An open-addressing table of ids, at most half full; 0 is a free slot. */
let slots: usize = 0;
let slotRoom: i32 = 0;
let mask: i32 = 0;

let hashes: usize = 0;
/** Where the letters of each name stand among those of all. */
let starts: usize = 0;
let ends: usize = 0;
let capacity: i32 = 0;
let next: i32 = 0;

const wanted = memory.data(LONGEST_WANTED * 2);

/** The code units of all names behind each other, those of the vocabulary first. */
let letters: usize = 0;
let letterCount: i32 = 0;
let letterRoom: i32 = 0;

/** Number of words whose ids are known before any text is read. */
let known: i32 = 0;
let vocabularySlots: usize = 0;
let vocabularySlotCount: i32 = 0;
let vocabularyLetterCount: i32 = 0;
/** What `nameCount` was when a whole text had been read; 0 before that. */
let countOfWhole: i32 = 0;

/** Room for the host to write a vocabulary to: `unitCount` code units, then the end of each of `count` words. */
export function prepareVocabulary(count: i32, unitCount: i32): usize {
  known = count;
  capacity = count + FIRST_NAMES;
  hashes = heap.alloc(capacity << 2);
  starts = heap.alloc(capacity << 2);
  ends = heap.alloc(capacity << 2);
  letterRoom = 2 * unitCount + FIRST_LETTERS;
  letters = heap.alloc(letterRoom << 1);
  vocabularyLetterCount = unitCount;
  return letters;
}

/** Where the host is to write the end of each word of the vocabulary. */
export function namesEndAt(): usize {
  return ends;
}

/** Number of words in the vocabulary; names of the text alone have ids from here on. */
export function wordCount(): i32 {
  return known;
}

/** Whether a name begins with a capital letter of ASCII. */
export function isCapitalized(id: i32): bool {
  return isCapital(<i32>load<u16>(addressOf(get(starts, id))));
}

/** Number of ids in use; every id is below it. */
export function nameCount(): i32 {
  return next;
}

/** Places the words that the host has written; the first, without a letter, is the id of no name. */
export function placeVocabulary(): void {
  vocabularySlotCount = 1024;
  while (vocabularySlotCount < known * 4) vocabularySlotCount *= 2;
  slotRoom = vocabularySlotCount * 4;
  slots = heap.alloc(slotRoom << 2);
  vocabularySlots = heap.alloc(vocabularySlotCount << 2);
  mask = vocabularySlotCount - 1;
  memory.fill(slots, 0, vocabularySlotCount << 2);
  set(starts, 0, 0);
  for (let id = 1; id < known; id++) {
    set(starts, id, get(ends, id - 1));
    set(hashes, id, hashOf(addressOf(get(starts, id)), addressOf(get(ends, id))));
    place(id);
  }
  memory.copy(vocabularySlots, slots, vocabularySlotCount << 2);
}

/** Whether so many names came since a whole text was read that most of them are likely gone. */
export function areNamesWornOut(): bool {
  if (countOfWhole === 0) countOfWhole = next;
  return next > 2 * countOfWhole + 1024;
}

/** Forgets the names of the text before. Else their ids stay, with those of names that the text has no more. */
export function resetNames(): void {
  next = known;
  letterCount = vocabularyLetterCount;
  countOfWhole = 0;
  mask = vocabularySlotCount - 1;
  memory.copy(slots, vocabularySlots, vocabularySlotCount << 2);
}

/** The id of the name at `start`–`end` of the text. */
export function intern(start: i32, end: i32): i32 {
  const hash = hashOf(units + ((<usize>start) << 1), units + ((<usize>end) << 1));
  let slot = slotOf(hash);
  while (true) {
    const id = get(slots, slot);
    if (id === 0) return add(start, end, hash, slot);
    if (get(hashes, id) === hash && isNameAt(id, start, end)) return id;
    slot = (slot + 1) & mask;
  }
}

/** Where the host may write a name of up to `LONGEST_WANTED` code units. */
export function wantedAt(): usize {
  return wanted;
}

/** The id of the name of `count` code units that the host has written to `wantedAt`, which may not occur in the text; 0 when it does not. */
export function findName(count: i32): i32 {
  const hash = hashOf(wanted, wanted + ((<usize>count) << 1));
  let slot = slotOf(hash);
  while (true) {
    const id = get(slots, slot);
    if (id === 0 || (get(hashes, id) === hash && isWanted(id, count))) return id;
    slot = (slot + 1) & mask;
  }
}

function isWanted(id: i32, count: i32): bool {
  const start = get(starts, id);
  return get(ends, id) - start === count && memory.compare(addressOf(start), wanted, count << 1) === 0;
}

/** Of the code units from one address to another, two at once. */
function hashOf(from: usize, to: usize): i32 {
  let hash: u32 = 0;
  let at = from;
  for (; at + 4 <= to; at += 4) hash = (hash ^ load<u32>(at)) * MIX + SPREAD;
  if (at < to) hash = (hash ^ load<u16>(at)) * MIX + SPREAD;
  return <i32>(hash ^ (hash >>> 15));
}

function slotOf(hash: i32): i32 {
  return hash & mask;
}

function isNameAt(id: i32, start: i32, end: i32): bool {
  const ownStart = get(starts, id);
  if (get(ends, id) - ownStart !== end - start) return false;
  let own = addressOf(ownStart);
  let other = units + ((<usize>start) << 1);
  const stop = units + ((<usize>end) << 1);
  // Two code units at once.
  for (; other + 4 <= stop; own += 4, other += 4) if (load<u32>(own) !== load<u32>(other)) return false;
  return other === stop || load<u16>(own) === load<u16>(other);
}

function add(start: i32, end: i32, hash: i32, slot: i32): i32 {
  const id = next++;
  if (id === capacity) widen();
  set(hashes, id, hash);
  set(starts, id, letterCount);
  keepLetters(start, end);
  set(ends, id, letterCount);
  set(slots, slot, id);
  if (next * 2 > mask) rehash();
  return id;
}

function keepLetters(start: i32, end: i32): void {
  const count = end - start;
  if (letterCount + count > letterRoom) {
    letters = wider(letters, letterCount << 1, (2 * (letterCount + count)) << 1);
    letterRoom = 2 * (letterCount + count);
  }
  memory.copy(addressOf(letterCount), units + ((<usize>start) << 1), count << 1);
  letterCount += count;
}

function addressOf(letter: i32): usize {
  return letters + ((<usize>letter) << 1);
}

function widen(): void {
  const size = capacity << 2;
  capacity *= 2;
  hashes = wider(hashes, size, capacity << 2);
  starts = wider(starts, size, capacity << 2);
  ends = wider(ends, size, capacity << 2);
}

function rehash(): void {
  const count = (mask + 1) * 2;
  if (count > slotRoom) {
    slotRoom = count;
    slots = heap.alloc(count << 2);
  }
  memory.fill(slots, 0, count << 2);
  mask = count - 1;
  for (let id = 1; id < next; id++) place(id);
}

function place(id: i32): void {
  let slot = slotOf(get(hashes, id));
  while (get(slots, slot) !== 0) slot = (slot + 1) & mask;
  set(slots, slot, id);
}

function get(table: usize, index: i32): i32 {
  return load<i32>(table + ((<usize>index) << 2));
}

function set(table: usize, index: i32, value: i32): void {
  store<i32>(table + ((<usize>index) << 2), value);
}
