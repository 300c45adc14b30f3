import type { Span } from '../text/span.js';

/** One replacement in a text; an insertion when `start` equals `end`. */
export interface TextEdit extends Span {
  readonly newText: string;
}

/** By position; insertions stand before a replacement that starts where they do, and keep their order among themselves. */
export function sortEdits<T extends TextEdit>(edits: readonly T[]): readonly T[] {
  return [...edits].sort((a, b) => a.start - b.start || a.end - b.end);
}

/** The first two edits of a sorted list that claim the same characters, or the inside of one another. */
export function findOverlap<T extends TextEdit>(sorted: readonly T[]): readonly [T, T] | undefined {
  for (let i = 1; i < sorted.length; i++) {
    const earlier = sorted[i - 1];
    const later = sorted[i];
    if (earlier && later && later.start < earlier.end) return [earlier, later];
  }
  return undefined;
}

/** Two edits that cannot stand in one list; edits that touch, and insertions at one place, can. */
export function collide(a: TextEdit, b: TextEdit): boolean {
  return a.start < b.end && b.start < a.end;
}

/** Throws `RangeError` for edits that overlap or leave the text: nobody may have proved such a list. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const pieces: string[] = [];
  let at = 0;
  for (const { start, end, newText } of sortEdits(edits)) {
    if (start < at || end < start || end > text.length)
      throw new RangeError(`Edit ${start}–${end} overlaps another one.`);
    pieces.push(text.slice(at, start), newText);
    at = end;
  }
  pieces.push(text.slice(at));
  return pieces.join('');
}

/** The edits that lead from the result back to `text`. */
export function invertEdits(text: string, edits: readonly TextEdit[]): readonly TextEdit[] {
  let shift = 0;
  return sortEdits(edits).map(({ start, end, newText }) => {
    const inverse = { start: start + shift, end: start + shift + newText.length, newText: text.slice(start, end) };
    shift += newText.length - (end - start);
    return inverse;
  });
}
