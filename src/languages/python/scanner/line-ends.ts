import { CR, LF } from './characters';
import { findAny, unitAt } from './text';

/** The offset after the line end at `at`. */
export function afterLineEnd(at: i32): i32 {
  return unitAt(at) === CR && unitAt(at + 1) === LF ? at + 2 : at + 1;
}

export function isLineEnd(code: i32): bool {
  return code === LF || code === CR;
}

/** The offset of the first line end from `from` on; the length of the text when there is none. */
export function lineEndFrom(from: i32): i32 {
  return findAny(from, LF, CR, LF, CR);
}
