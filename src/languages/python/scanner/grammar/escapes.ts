import { BACKSLASH, CLOSE_BRACE, LETTER_A, LETTER_F, LOWER, NINE, OPEN_BRACE, ZERO } from '../characters';
import { unitAt } from '../text';

const CAPITAL_N: i32 = 78;
const CAPITAL_U: i32 = 85;
const LETTER_U: i32 = 117;
const LETTER_X: i32 = 120;
/** So far is looked for the brace that closes `\N{…}`. */
const LONGEST_NAME: i32 = 78;

/** The first escape from the backslash at `start` on that stands for no character; -1 when all are sound. */
export function badEscapeIn(start: i32, end: i32, isBytes: bool): i32 {
  for (let at = start; at + 1 < end; at++) {
    if (unitAt(at) !== BACKSLASH) continue;
    if (!isSound(unitAt(at + 1), at + 2, end, isBytes)) return at;
    at++;
  }
  return -1;
}

function isSound(letter: i32, at: i32, end: i32, isBytes: bool): bool {
  if (letter === LETTER_X) return areHexadecimal(at, 2, end);
  if (isBytes) return true;
  if (letter === LETTER_U) return areHexadecimal(at, 4, end);
  if (letter === CAPITAL_U) return areHexadecimal(at, 8, end) && isCodePoint(at);
  return letter !== CAPITAL_N || isNamed(at, end);
}

function areHexadecimal(start: i32, count: i32, end: i32): bool {
  if (start + count > end) return false;
  for (let at = start; at < start + count; at++) {
    const code = unitAt(at);
    const letter = code | LOWER;
    const isHexadecimal = (code >= ZERO && code <= NINE) || (letter >= LETTER_A && letter <= LETTER_F);
    if (!isHexadecimal) return false;
  }
  return true;
}

/** Eight digits up to `0010ffff`. */
function isCodePoint(at: i32): bool {
  if (unitAt(at) !== ZERO || unitAt(at + 1) !== ZERO) return false;
  return unitAt(at + 2) === ZERO || (unitAt(at + 2) === ZERO + 1 && unitAt(at + 3) === ZERO);
}

/** `{name}` */
function isNamed(at: i32, end: i32): bool {
  if (at >= end || unitAt(at) !== OPEN_BRACE) return false;
  let close = at + 1;
  const last = min(end, at + LONGEST_NAME + 2);
  while (close < last && unitAt(close) !== CLOSE_BRACE) close++;
  return close < last && close > at + 1;
}
