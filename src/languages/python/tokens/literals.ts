import { afterLineEnd, BACKSLASH, CR, DOT, isNamePart, LF } from './characters.js';
import type { TokenBuffer } from './token-buffer.js';

const ASCII_END = 128;
const DIGIT_0 = 48;
const DIGIT_9 = 57;

const RAW = 1;
const FORMATTED = 2;

const prefixes = new Map<string, number>([
  ['', 0],
  ['u', 0],
  ['b', 0],
  ['r', RAW],
  ['br', RAW],
  ['rb', RAW],
  ['f', FORMATTED],
  ['t', FORMATTED],
  ['fr', RAW | FORMATTED],
  ['rf', RAW | FORMATTED],
  ['tr', RAW | FORMATTED],
  ['rt', RAW | FORMATTED],
]);

/** What letters before a quote mean, together or `undefined` when they are no string prefix. */
export function stringPrefix(letters: string): { readonly isRaw: boolean; readonly isFormatted: boolean } | undefined {
  const flags = prefixes.get(letters.toLowerCase());
  return flags === undefined ? undefined : { isRaw: (flags & RAW) !== 0, isFormatted: (flags & FORMATTED) !== 0 };
}

/** Whether three quotes like the one at `index` begin there. */
export function isTriple(units: Uint16Array, index: number): boolean {
  const quote = units[index];
  return units[index + 1] === quote && units[index + 2] === quote;
}

/** The offset after the string whose opening quotes start at `quoteStart`; an unterminated one ends with its line or the text, and is reported. */
export function scanString(quoteStart: number, tokenStart: number, buffer: TokenBuffer): number {
  const { data: units, length } = buffer.units;
  const quote = units[quoteStart];
  if (isTriple(units, quoteStart)) return scanTriple(quoteStart + 3, tokenStart, buffer);
  let at = quoteStart + 1;
  while (at < length) {
    const code = units[at];
    if (code === quote) return at + 1;
    if (code === LF || code === CR) break;
    at = code === BACKSLASH ? afterEscape(at, buffer) : at + 1;
  }
  const end = Math.min(at, length);
  const message = `unterminated string literal (detected at line ${buffer.physicalLines.length})`;
  buffer.problems.push({ kind: 'syntax', start: tokenStart, end, message });
  return end;
}

function scanTriple(contentStart: number, tokenStart: number, buffer: TokenBuffer): number {
  const { data: units, length } = buffer.units;
  const quote = units[contentStart - 1];
  let at = contentStart;
  while (at < length) {
    const code = units[at];
    if (code === quote && isTriple(units, at)) return at + 3;
    if (code === LF || code === CR) {
      at = afterLineEnd(units, at);
      buffer.physicalLines.push(at);
    } else at = code === BACKSLASH ? afterEscape(at, buffer) : at + 1;
  }
  const message = `unterminated triple-quoted string literal (detected at line ${buffer.physicalLines.length})`;
  buffer.problems.push({ kind: 'syntax', start: tokenStart, end: tokenStart + 3, message });
  return length;
}

/** The offset after a backslash and what it escapes; an escaped line end counts as a line. */
export function afterEscape(backslash: number, buffer: TokenBuffer): number {
  const units = buffer.units.data;
  const next = units[backslash + 1];
  if (next !== LF && next !== CR) return backslash + 2;
  const at = afterLineEnd(units, backslash + 1);
  buffer.physicalLines.push(at);
  return at;
}

const number =
  /0[xX](?:_?[0-9a-fA-F])+|0[oO](?:_?[0-7])+|0[bB](?:_?[01])+|(?:(?:\d(?:_?\d)*)?\.\d(?:_?\d)*|\d(?:_?\d)*\.?)(?:[eE][+-]?\d(?:_?\d)*)?[jJ]?/y;
const badEnd = /(?:_|(?!(?:and|else|for|if|in|is|not|or)(?![\p{XID_Continue}]))\p{XID_Continue})+/uy;
const leadingZeros = /^0[0_]*[1-9][\d_]*$/;

const numberName = (text: string): string => {
  if (/^0[xX]/.test(text)) return 'hexadecimal';
  if (/^0[oO]/.test(text)) return 'octal';
  return /^0[bB]/.test(text) ? 'binary' : 'decimal';
};

/** The offset after the number at `start`; letters glued to it belong to it and are reported. */
export function scanNumber(text: string, start: number, buffer: TokenBuffer): number {
  const plainEnd = endOfPlainNumber(buffer.units.data, start);
  return plainEnd > start ? plainEnd : scanAnyNumber(text, start, buffer);
}

/** The offset after `12`, `0` or `0.5` when nothing else can belong to the number, as with nearly every one; else `start`. */
function endOfPlainNumber(units: Uint16Array, start: number): number {
  let at = afterDigits(units, start);
  if (at > start && units[at] === DOT) at = afterDigits(units, at + 1);
  else if (at > start + 1 && units[start] === DIGIT_0) return start;
  const after = units[at] ?? 0;
  return after < ASCII_END && isNamePart[after] === 0 && after !== DOT ? at : start;
}

function afterDigits(units: Uint16Array, start: number): number {
  let at = start;
  while ((units[at] ?? 0) >= DIGIT_0 && (units[at] ?? 0) <= DIGIT_9) at++;
  return at;
}

function scanAnyNumber(text: string, start: number, buffer: TokenBuffer): number {
  number.lastIndex = start;
  number.test(text);
  const end = Math.max(number.lastIndex, start + 1);
  badEnd.lastIndex = end;
  if (badEnd.test(text)) {
    const message = `invalid ${numberName(text.slice(start, end + 1))} literal`;
    buffer.problems.push({ kind: 'syntax', start, end: badEnd.lastIndex, message });
    return badEnd.lastIndex;
  }
  if (text.charCodeAt(start) === 48 && leadingZeros.test(text.slice(start, end))) {
    const message = 'leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers';
    buffer.problems.push({ kind: 'syntax', start, end, message });
  }
  return end;
}
