/** Code units behind the last one that are 0, so that a scanner may look ahead without asking where the text ends. */
const LOOK_AHEAD: i32 = 8;

/** Where the UTF-16 code units of the text stand. */
export let units: usize = 0;
/** Number of code units. */
export let length: i32 = 0;

let room: i32 = 0;

/** Makes room for a text of `count` code units and returns where the host is to write them. */
export function prepareText(count: i32): usize {
  if (count + LOOK_AHEAD > room) {
    room = 2 * (count + LOOK_AHEAD);
    units = heap.alloc(room << 1);
  }
  length = count;
  memory.fill(units + ((<usize>count) << 1), 0, LOOK_AHEAD << 1);
  return units;
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
