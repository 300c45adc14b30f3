/** What makes one text of another: its code units `start` to `end` are replaced by `text`. */
export interface TextChange {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** In what `now` differs from `before`: the stretch between what both begin and what both end with. */
export function changeBetween(before: string, now: string): TextChange {
  const shorter = Math.min(before.length, now.length);
  const start = sharedLength(shorter, (from, to) => before.slice(from, to) === now.slice(from, to));
  const shared = sharedLength(shorter - start, (from, to) => fromEnd(before, from, to) === fromEnd(now, from, to));
  return { start, end: before.length - shared, text: now.slice(start, now.length - shared) };
}

export function applyChange(before: string, { start, end, text }: TextChange): string {
  return before.slice(0, start) + text + before.slice(end);
}

const fromEnd = (text: string, from: number, to: number): string => text.slice(text.length - to, text.length - from);

/** How far two texts are the same, `atMost` code units. Long pieces are compared at once, as the engine does that many times as fast. */
function sharedLength(atMost: number, isShared: (from: number, to: number) => boolean): number {
  let shared = 0;
  for (let piece = 2 ** Math.ceil(Math.log2(atMost + 1)); piece >= 1; piece /= 2) {
    if (shared + piece <= atMost && isShared(shared, shared + piece)) shared += piece;
  }
  return shared;
}
