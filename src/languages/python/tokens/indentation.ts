import * as Kind from './kinds.js';
import { BACKSLASH, CR, FORM_FEED, HASH, LF, SPACE, TAB, afterLineEnd } from './characters.js';
import type { OpenBlocks } from './open-blocks.js';
import type { TokenBuffer } from './token-buffer.js';

const TAB_WIDTH = 8;

/** CPython's INDENT and DEDENT: tabs go to the next multiple of eight, and must mean the same with a width of one. */
export class Indentation {
  /** Column and narrow column of the line measured last. */
  private column = 0;
  private narrow = 0;

  constructor(
    private readonly buffer: TokenBuffer,
    /** The blocks that stand open before the next line. */
    public blocks: OpenBlocks,
  ) {}

  /** The offset of the first character of a line after its white space; a backslash that only joins it with the next line is passed over. */
  measure(lineStart: number): number {
    const units = this.buffer.units.data;
    let at = lineStart;
    let column = 0;
    let narrow = 0;
    let joined: { readonly column: number; readonly narrow: number } | undefined;
    for (;;) {
      const code = units[at];
      if (code === SPACE) {
        column++;
        narrow++;
      } else if (code === TAB) {
        column = (Math.floor(column / TAB_WIDTH) + 1) * TAB_WIDTH;
        narrow++;
      } else if (code === FORM_FEED) column = narrow = 0;
      else if (code === BACKSLASH && this.isLineEnd(at + 1)) {
        // The first backslash settles the indentation of what comes after it.
        joined ??= { column, narrow };
        at = afterLineEnd(units, at + 1) - 1;
        this.buffer.physicalLines.push(at + 1);
      } else break;
      at++;
    }
    this.column = joined?.column ?? column;
    this.narrow = joined?.narrow ?? narrow;
    return at;
  }

  /** Whether nothing but white space and a comment stands in the line, so that its indentation means nothing. */
  isBlank(firstCharacter: number): boolean {
    const { units } = this.buffer;
    const code = units.at(firstCharacter);
    return firstCharacter >= units.length || code === HASH || code === LF || code === CR;
  }

  /** Emits what leads from the line before to the measured one, whose first character stands at `start`. */
  enter(lineStart: number, start: number): void {
    const { buffer, blocks, column, narrow } = this;
    buffer.lineBlocks[buffer.lineStarts.length] = blocks;
    buffer.lineStarts.push(lineStart);
    if (column > blocks.column) {
      this.blocks = blocks.opened(column, narrow);
      buffer.push(Kind.INDENT, lineStart, start, 0);
      if (narrow <= blocks.narrow) this.reportTabs(lineStart, start);
    } else if (column < blocks.column) this.leave(start);
    else if (narrow !== blocks.narrow) this.reportTabs(lineStart, start);
    buffer.lineTokens.push(buffer.count);
    buffer.lineIndents.push(column);
  }

  /** Closes every open block at the end of the text. */
  finish(end: number): void {
    for (let { outer } = this.blocks; outer; outer = outer.outer) this.buffer.push(Kind.DEDENT, end, end, 0);
  }

  private leave(start: number): void {
    const { buffer, column, narrow } = this;
    let { blocks } = this;
    while (blocks.outer && column < blocks.column) {
      blocks = blocks.outer;
      buffer.push(Kind.DEDENT, start, start, 0);
    }
    if (column !== blocks.column) {
      const message = 'unindent does not match any outer indentation level';
      buffer.problems.push({ kind: 'indentation', start, end: start, message });
      // Later lines of the same depth belong together, whatever they once belonged to.
      blocks = blocks.opened(column, narrow);
      buffer.push(Kind.INDENT, start, start, 0);
    } else if (narrow !== blocks.narrow) this.reportTabs(start, start);
    this.blocks = blocks;
  }

  private reportTabs(start: number, end: number): void {
    const message = 'inconsistent use of tabs and spaces in indentation';
    this.buffer.problems.push({ kind: 'indentation', start, end, message });
  }

  private isLineEnd(at: number): boolean {
    const code = this.buffer.units.at(at);
    return code === LF || code === CR;
  }
}
