import type { IntegerList } from '../../integer-list.js';
import type { TextChange } from '../../names.js';
import * as Kind from './kinds.js';
import { OpenBlocks } from './open-blocks.js';
import type { TokenBuffer } from './token-buffer.js';

/** A place from which a text is read on, at the start of a logical line. */
export interface Resumption {
  readonly offset: number;
  readonly blocks: OpenBlocks;
}

/** Lines `from`–`to` of the earlier text and the offsets between which they lie. */
interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly start: number;
  readonly end: number;
  /** By how much it has moved. */
  readonly shift: number;
}

/**
 * The tokens of a text as it was before a stretch of it changed. Those before the change are taken over at once; those behind it when the
 * new text comes to a logical line that begins as it did before. So a change costs what the lines that it touches cost, and some copying.
 */
export class EarlierTokens {
  /** The line behind the change that the new text comes to next, if it comes to any again. */
  private next: number;

  private constructor(
    private readonly earlier: TokenBuffer,
    private readonly buffer: TokenBuffer,
    private readonly change: TextChange,
  ) {
    this.next = firstFrom(earlier.lineStarts, change.end);
  }

  /** What the text in `buffer` shares with `earlier`; nothing when that is less than half of it. Both buffers share one table of names. */
  static of(earlier: TokenBuffer, buffer: TokenBuffer): EarlierTokens | undefined {
    const [before, now] = [earlier.units, buffer.units];
    const start = now.sharedStart(before);
    const sharedEnd = now.sharedEnd(before, Math.min(now.length, before.length) - start);
    if (2 * (start + sharedEnd) < now.length || earlier.names.isWornOut) return undefined;
    const change = { start, end: before.length - sharedEnd, shift: now.length - before.length };
    return new EarlierTokens(earlier, buffer, change);
  }

  /** Takes over the lines before the change, and all names. */
  takeHead(text: string): Resumption {
    const { lineStarts, lineBlocks } = this.earlier;
    this.placeNames(text);
    // The line before the changed one may have ended because of what the changed one began with.
    const line = firstFrom(lineStarts, this.change.start + 1) - 2;
    if (line <= 0) return { offset: 0, blocks: lineBlocks[0] ?? OpenBlocks.none() };
    const offset = lineStarts.at(line);
    this.take({ from: 0, to: line, start: 0, end: offset, shift: 0 });
    return { offset, blocks: lineBlocks[line] ?? OpenBlocks.none() };
  }

  /** Takes over everything from `offset` of the new text on, where a line is to begin, when the earlier text goes on alike from there. */
  takeTail(offset: number, blocks: OpenBlocks): boolean {
    const { lineStarts, lineBlocks, units } = this.earlier;
    const { shift } = this.change;
    while (this.next < lineStarts.length && lineStarts.at(this.next) + shift < offset) this.next++;
    const start = lineStarts.at(this.next);
    const isSame = start + shift === offset && lineBlocks[this.next] === blocks;
    if (this.next >= lineStarts.length || !isSame || this.namesOtherLines(start)) return false;
    this.take({ from: this.next, to: lineStarts.length, start, end: units.length + 1, shift });
    return true;
  }

  /** Problems tell of lines by their numbers, which are others when lines came or went. */
  private namesOtherLines(start: number): boolean {
    const { physicalLines, problems } = this.earlier;
    const hasMoved = firstFrom(physicalLines, start + 1) !== this.buffer.physicalLines.length;
    return hasMoved && problems.some((problem) => problem.start >= start);
  }

  /** Tells the names where they stand now: all that stand anywhere outside of the change. */
  private placeNames(text: string): void {
    const { earlier, buffer, change } = this;
    const { ids, starts, ends, names, count } = earlier;
    if (!names.follow(text, buffer.units.data, change)) return;
    const known = names.vocabulary.words.length;
    for (let token = 0; token < count; token++) {
      const id = ids[token] ?? 0;
      if (id < known) continue;
      const [start, end] = [starts[token] ?? 0, ends[token] ?? 0];
      if (end <= change.start) names.place(id, start, end);
      else if (start >= change.end) names.place(id, start + change.shift, end + change.shift);
    }
  }

  private take(stretch: Stretch): void {
    const { earlier, buffer } = this;
    const { from, to, start, end, shift } = stretch;
    const moved = this.takeTokens(stretch);
    const firstLine = buffer.lineStarts.length;
    for (let line = from; line < to; line++)
      buffer.lineBlocks[firstLine + line - from] = earlier.lineBlocks[line] ?? OpenBlocks.none();
    buffer.lineStarts.pushShifted(earlier.lineStarts, from, to, shift);
    buffer.lineTokens.pushShifted(earlier.lineTokens, from, to, moved);
    buffer.lineIndents.pushShifted(earlier.lineIndents, from, to, 0);
    // The first physical line of the stretch is there already.
    const { physicalLines, comments } = earlier;
    const [firstPhysical, lastPhysical] = [firstFrom(physicalLines, start + 1), firstFrom(physicalLines, end + 1)];
    buffer.physicalLines.pushShifted(physicalLines, firstPhysical, lastPhysical, shift);
    buffer.comments.pushShifted(comments, firstFrom(comments, start), firstFrom(comments, end), shift);
    for (const problem of earlier.problems) {
      if (problem.start < start || problem.start >= end) continue;
      buffer.problems.push({ ...problem, start: problem.start + shift, end: problem.end + shift });
    }
  }

  /** Returns by how much the indices of the tokens have moved. */
  private takeTokens({ from, to, shift }: Stretch): number {
    const { earlier, buffer } = this;
    const first = firstTokenOf(earlier, from);
    const end = to < earlier.lineTokens.length ? firstTokenOf(earlier, to) : earlier.count;
    const target = buffer.grow(end - first);
    const moved = target - first;
    buffer.kinds.set(earlier.kinds.subarray(first, end), target);
    buffer.ids.set(earlier.ids.subarray(first, end), target);
    buffer.settled.set(earlier.settled.subarray(first, end), target);
    buffer.starts.set(earlier.starts.subarray(first, end), target);
    buffer.ends.set(earlier.ends.subarray(first, end), target);
    buffer.links.set(earlier.links.subarray(first, end), target);
    const last = end + moved;
    if (shift !== 0) {
      move(buffer.starts, target, last, shift);
      move(buffer.ends, target, last, shift);
    }
    if (moved !== 0) move(buffer.links, target, last, moved);
    return moved;
  }
}

/** Adds `shift` to the numbers from `first` up to `end`; -1, no link, stays. */
function move(numbers: Int32Array, first: number, end: number, shift: number): void {
  for (let at = first; at < end; at++) {
    const number = numbers[at] ?? -1;
    if (number >= 0) numbers[at] = number + shift;
  }
}

/** The first place in an ascending list whose number is `least` or more; its length when there is none. */
function firstFrom(list: IntegerList, least: number): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (list.at(middle) < least) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The first token of a logical line, INDENT and DEDENT included. */
function firstTokenOf({ kinds, lineTokens }: TokenBuffer, line: number): number {
  let token = lineTokens.at(line);
  while (kinds[token - 1] === Kind.INDENT || kinds[token - 1] === Kind.DEDENT) token--;
  return token;
}
