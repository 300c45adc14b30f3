import { startOfLine } from '../../../../core/text/start-of-line.js';

/** The offset at which the text of a line ends, before its line ending. */
export function endOfLine(text: string, offset: number): number {
  let at = offset;
  while (at < text.length && !'\r\n'.includes(text.charAt(at))) at++;
  return at;
}

/** The offset behind the line ending at `offset`; `offset` itself when none stands there. */
export function behindLineEnd(text: string, offset: number): number {
  if (text.startsWith('\r\n', offset)) return offset + 2;
  return offset < text.length && '\r\n'.includes(text.charAt(offset)) ? offset + 1 : offset;
}

/** A line of nothing but white space stands in the text, or ends it. */
export const holdsBlankLine = (text: string): boolean => /(?:\r\n|\n|\r(?!\n))[ \t]*(?:\r\n|\n|\r(?!\n))/.test(text);

/** Above the line that starts at `offset` stands a line of nothing but white space, or one that opens a block. */
export const standsApart = (text: string, offset: number): boolean =>
  /(?:\r\n|\n|\r(?!\n)|\{)[ \t]*(?:\r\n|\n|\r(?!\n))$/.test(text.slice(0, offset));

/** The white space at the start of the line that holds `offset`. */
export function indentationAt(text: string, offset: number): string {
  return /^[ \t]*/.exec(text.slice(startOfLine(text, offset), offset))?.[0] ?? '';
}

/** Nothing but white space stands before `offset` in its line. */
export const startsOwnLine = (text: string, offset: number): boolean =>
  text.slice(startOfLine(text, offset), offset).trim() === '';

/** The line ending of the line that holds `offset`, of the one before for the last line: mixed files are kept mixed. */
export function lineEndAt(text: string, offset: number): string {
  const end = endOfLine(text, offset);
  const own = text.slice(end, behindLineEnd(text, end));
  if (own !== '') return own;
  const start = startOfLine(text, offset);
  if (start === 0) return '\n';
  return text.slice(start - 2, start) === '\r\n' ? '\r\n' : text.slice(start - 1, start);
}
