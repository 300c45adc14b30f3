import { startOfLine } from '../../../../core/text/start-of-line.js';

/** The start of the line at `offset`, or of the first of the comment lines that stand right above it. */
export function startWithComments(text: string, offset: number): number {
  const own = startOfLine(text, offset);
  let at = own;
  while (at > 0) {
    const above = startOfLine(text, at - (text.slice(at - 2, at) === '\r\n' ? 2 : 1));
    if (!/^[ \t\f]*#/.test(text.slice(above, at))) return at;
    at = above;
  }
  return own;
}
