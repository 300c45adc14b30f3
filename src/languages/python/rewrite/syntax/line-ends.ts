import { startOfLine } from '../../../../core/text/start-of-line.js';

/** The line ending most lines have; the first one's among equals, `\n` for a text of one line. */
export function dominantLineEnd(text: string): string {
  if (!text.includes('\r')) return '\n';
  const counts = new Map<string, number>();
  for (const [end] of text.matchAll(/\r\n|\n|\r/g)) counts.set(end, (counts.get(end) ?? 0) + 1);
  // Sorting keeps the order of equals, and a map the order of first meetings.
  const [most] = [...counts].sort((a, b) => b[1] - a[1]);
  return most?.[0] ?? '\n';
}

/** The offset after the line ending that follows `offset`, white space and a comment between passed over; `undefined` for other text. */
export function afterRestOfLine(text: string, offset: number): number | undefined {
  const rest = /[ \t\f]*(?:#[^\r\n]*)?(\r\n|\n|\r|$)/y;
  rest.lastIndex = offset;
  return rest.test(text) ? rest.lastIndex : undefined;
}

/** The offset at which the line starts when only white space stands before `offset` in it. */
export function startOfOwnLine(text: string, offset: number): number | undefined {
  let at = offset;
  while (at > 0 && ' \t\f'.includes(text.charAt(at - 1))) at--;
  return at === 0 || '\r\n'.includes(text.charAt(at - 1)) ? at : undefined;
}

/** The white space before `offset` in its line. */
export function indentationAt(text: string, offset: number): string {
  const start = startOfLine(text, offset);
  return /^[ \t\f]*/.exec(text.slice(start, offset))?.[0] ?? '';
}
