import { lineHunks, type Hunk } from './line-hunks.js';

/** A stretch of the merged file: lines that are settled, or a place where both sides changed the same lines, each in its own way. */
export type MergedPiece =
  | { readonly kind: 'settled'; readonly lines: readonly string[] }
  | {
      readonly kind: 'conflict';
      readonly ours: readonly string[];
      readonly base: readonly string[];
      readonly theirs: readonly string[];
    };

/** Three-way merge of lists of lines. Changes that overlap or touch are a conflict unless both sides made the same. */
export function mergeLines(
  base: readonly string[],
  ours: readonly string[],
  theirs: readonly string[],
): readonly MergedPiece[] {
  const sides = { ours: new Side(base, ours), theirs: new Side(base, theirs) };
  const pieces: MergedPiece[] = [];
  let done = 0;
  for (const { start, end } of regions([...sides.ours.hunks, ...sides.theirs.hunks])) {
    pieces.push({ kind: 'settled', lines: base.slice(done, start) });
    const [fromOurs, fromTheirs] = [sides.ours.linesFor(start, end), sides.theirs.linesFor(start, end)];
    if (!sides.theirs.changes(start, end) || isEqual(fromOurs, fromTheirs)) {
      pieces.push({ kind: 'settled', lines: fromOurs });
    } else if (!sides.ours.changes(start, end)) {
      pieces.push({ kind: 'settled', lines: fromTheirs });
    } else {
      pieces.push({ kind: 'conflict', ours: fromOurs, base: base.slice(start, end), theirs: fromTheirs });
    }
    done = end;
  }
  pieces.push({ kind: 'settled', lines: base.slice(done) });
  return pieces;
}

interface Region {
  readonly start: number;
  readonly end: number;
}

/** Hunks that overlap or touch, as one. */
function regions(hunks: readonly Hunk[]): readonly Region[] {
  const found: { start: number; end: number }[] = [];
  for (const { start, end } of [...hunks].sort((a, b) => a.start - b.start)) {
    const last = found.at(-1);
    if (last !== undefined && start <= last.end) last.end = Math.max(last.end, end);
    else found.push({ start, end });
  }
  return found;
}

/** One of the two sides, seen from the base. Regions are asked for in order and hold each hunk whole or not at all. */
class Side {
  readonly hunks: readonly Hunk[];
  private next = 0;

  constructor(
    base: readonly string[],
    private readonly lines: readonly string[],
  ) {
    this.hunks = lineHunks(base, lines);
  }

  changes(start: number, end: number): boolean {
    return this.hunks.some((hunk) => hunk.start >= start && hunk.end <= end);
  }

  /** The lines of this side that stand where the base has `[start, end)`. */
  linesFor(start: number, end: number): readonly string[] {
    const newStart = start + this.shift;
    while ((this.hunks[this.next]?.end ?? Infinity) <= end) this.next++;
    return this.lines.slice(newStart, end + this.shift);
  }

  /** How far the hunks passed so far have moved the lines after them. */
  private get shift(): number {
    const last = this.hunks[this.next - 1];
    return last === undefined ? 0 : last.newEnd - last.end;
  }
}

function isEqual(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((line, index) => line === b[index]);
}
