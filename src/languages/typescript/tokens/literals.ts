import { isLineEnd } from './characters.js';

/** Where a literal ends, and whether it does so as it should. */
export interface LiteralEnd {
  readonly end: number;
  readonly isClosed: boolean;
}

const BACKSLASH = 92;
const BACKTICK = 96;
const DOLLAR = 36;
const LEFT_BRACE = 123;
const SLASH = 47;
const LEFT_BRACKET = 91;
const RIGHT_BRACKET = 93;
const LF = 10;
const CR = 13;

/** A string from its opening quote; a line end that is not escaped ends it. */
export function endOfString(text: string, start: number): LiteralEnd {
  const quote = text.charCodeAt(start);
  for (let at = start + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === quote) return { end: at + 1, isClosed: true };
    if (code === BACKSLASH) at += text.charCodeAt(at + 1) === CR && text.charCodeAt(at + 2) === LF ? 2 : 1;
    else if (code === LF || code === CR) return { end: at, isClosed: false };
  }
  return { end: text.length, isClosed: false };
}

/** A string in a JSX tag: no escapes, and lines may end in it. */
export function endOfJsxString(text: string, start: number): LiteralEnd {
  const closing = text.indexOf(text.charAt(start), start + 1);
  return closing < 0 ? { end: text.length, isClosed: false } : { end: closing + 1, isClosed: true };
}

export interface TemplatePart extends LiteralEnd {
  /** The part ends in `${`. */
  readonly opensField: boolean;
}

/** A part of a template literal, from behind its backtick or its `}`. */
export function endOfTemplatePart(text: string, from: number): TemplatePart {
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === BACKTICK) return { end: at + 1, isClosed: true, opensField: false };
    if (code === BACKSLASH) at++;
    else if (code === DOLLAR && text.charCodeAt(at + 1) === LEFT_BRACE)
      return { end: at + 2, isClosed: true, opensField: true };
  }
  return { end: text.length, isClosed: false, opensField: false };
}

/** A regular expression with its flags, from its opening slash. */
export function endOfRegex(text: string, start: number): LiteralEnd {
  let inClass = false;
  for (let at = start + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (isLineEnd(code)) return { end: at, isClosed: false };
    if (code === BACKSLASH) at++;
    else if (code === LEFT_BRACKET) inClass = true;
    else if (code === RIGHT_BRACKET) inClass = false;
    else if (code === SLASH && !inClass) {
      let end = at + 1;
      while (/[a-z]/i.test(text.charAt(end))) end++;
      return { end, isClosed: true };
    }
  }
  return { end: text.length, isClosed: false };
}

const number =
  /0[xX][\da-fA-F_]+n?|0[oO][0-7_]+n?|0[bB][01_]+n?|(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:[eE][+-]?[\d_]+)?n?/y;

export function endOfNumber(text: string, start: number): number {
  number.lastIndex = start;
  return number.test(text) ? number.lastIndex : start + 1;
}
