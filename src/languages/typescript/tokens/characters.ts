import { extendHash } from '../../names.js';

/** Classes of the first 128 characters. */
const NAME_START = 1;
const NAME_PART = 2;
const DIGIT = 4;

const classes = Uint8Array.from({ length: 128 }, (_, code) => {
  const character = String.fromCharCode(code);
  if (/[A-Za-z_$]/.test(character)) return NAME_START | NAME_PART;
  return /\d/.test(character) ? NAME_PART | DIGIT : 0;
});

const unicodeStart = /\p{ID_Start}/u;
const unicodePart = /[\p{ID_Continue}\u200c\u200d]/u;
const BACKSLASH = 92;

/** A name may also begin with an escape, `\u0061`. */
export function isNameStart(code: number, text: string, at: number): boolean {
  if (code < 128) return ((classes[code] ?? 0) & NAME_START) !== 0 || (code === BACKSLASH && text[at + 1] === 'u');
  return unicodeStart.test(String.fromCodePoint(text.codePointAt(at) ?? 0));
}

export const isDigit = (code: number): boolean => code < 128 && ((classes[code] ?? 0) & DIGIT) !== 0;

/** The end of the name that goes on at `at`. */
export function endOfName(text: string, at: number): number {
  let end = at;
  for (;;) {
    const code = text.charCodeAt(end);
    if (code < 128) {
      if (((classes[code] ?? 0) & NAME_PART) !== 0) end++;
      else if (code === BACKSLASH && text[end + 1] === 'u') end = endOfEscape(text, end + 2);
      else return end;
    } else {
      const point = text.codePointAt(end);
      if (point === undefined || !unicodePart.test(String.fromCodePoint(point))) return end;
      end += point > 0xffff ? 2 : 1;
    }
  }
}

function endOfEscape(text: string, at: number): number {
  if (text[at] !== '{') return Math.min(at + 4, text.length);
  const closing = text.indexOf('}', at);
  return closing < 0 ? text.length : closing + 1;
}

/** The hash of a piece of a text, as `NameTable` wants it. */
export function hashBetween(text: string, start: number, end: number): number {
  let hash = 0;
  for (let at = start; at < end; at++) hash = extendHash(hash, text.charCodeAt(at));
  return hash;
}

/** White space other than line ends, beyond blank and tab. */
export function isRareSpace(code: number): boolean {
  if (code < 128) return code === 11 || code === 12;
  return code === 0xa0 || code === 0xfeff || code === 0x1680 || (code >= 0x2000 && code <= 0x200a) || isLateSpace(code);
}

const isLateSpace = (code: number): boolean => code === 0x202f || code === 0x205f || code === 0x3000;

/** `\n`, `\r`, and the two separators of Unicode. */
export const isLineEnd = (code: number): boolean => code === 10 || code === 13 || code === 0x2028 || code === 0x2029;

/** The offset at which a line ends. */
export function endOfLine(text: string, from: number): number {
  let at = from;
  while (at < text.length && !isLineEnd(text.charCodeAt(at))) at++;
  return at;
}

const EQUALS = 61;
const LESS = 60;
const GREATER = 62;

/** Seven of `<`, `=` or `>` at the start of a line. */
export function isConflictMarker(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  if (code !== LESS && code !== EQUALS && code !== GREATER) return false;
  if (at > 0 && !isLineEnd(text.charCodeAt(at - 1))) return false;
  for (let i = 1; i < 7; i++) if (text.charCodeAt(at + i) !== code) return false;
  return code === EQUALS || text.charCodeAt(at + 7) === 32;
}
