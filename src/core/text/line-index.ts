import type { Range, Span } from './span.js';

/** Translates offsets of one text into lines and columns and back; `\n`, `\r\n` and `\r` end a line. */
export class LineIndex {
  private readonly starts: ArrayLike<number>;

  /** `lineStarts`, when something has counted them already, are the offsets at which lines start, from 0. */
  constructor(
    private readonly text: string,
    lineStarts?: ArrayLike<number>,
  ) {
    this.starts = lineStarts ?? lineStartsOf(text);
  }

  get lineCount(): number {
    return this.starts.length;
  }

  /** The 1-based line that holds `offset`; offsets past the end belong to the last line. */
  lineAt(offset: number): number {
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if ((this.starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low + 1;
  }

  /** The offset at which a 1-based line starts; the text's length past the last line. */
  startOfLine(line: number): number {
    return this.starts[line - 1] ?? this.text.length;
  }

  /** The offset of a 1-based position, held inside the text. */
  offsetAt(line: number, column: number): number {
    return Math.min(this.startOfLine(line) + column - 1, this.text.length);
  }

  rangeOf(span: Span): Range {
    const line = this.lineAt(span.start);
    const endLine = this.lineAt(span.end);
    return {
      line,
      column: span.start - this.startOfLine(line) + 1,
      endLine,
      endColumn: span.end - this.startOfLine(endLine) + 1,
    };
  }
}

function lineStartsOf(text: string): Uint32Array {
  const starts = [0];
  // A search for one character takes a fraction of the time that looking at each of them does.
  let feed = text.indexOf('\n');
  let lone = loneReturn(text, 0);
  while (feed >= 0 || lone >= 0) {
    const isFeed = lone < 0 || (feed >= 0 && feed < lone);
    const start = (isFeed ? feed : lone) + 1;
    starts.push(start);
    if (isFeed) feed = text.indexOf('\n', start);
    else lone = loneReturn(text, start);
  }
  return Uint32Array.from(starts);
}

/** The next carriage return that no line feed follows; -1 without one. */
function loneReturn(text: string, from: number): number {
  let at = text.indexOf('\r', from);
  while (at >= 0 && text[at + 1] === '\n') at = text.indexOf('\r', at + 2);
  return at;
}
