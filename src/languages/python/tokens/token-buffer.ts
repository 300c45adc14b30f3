import { CodeUnits } from '../../code-units.js';
import { firstCapacity } from '../../first-capacity.js';
import { IntegerList } from '../../integer-list.js';
import type { NameTable } from '../../names.js';
import type { OpenBlocks } from './open-blocks.js';

/** Something that no Python tokenizer accepts, at UTF-16 offsets of the text. */
export interface LexicalProblem {
  readonly kind: 'syntax' | 'indentation' | 'conflict-marker';
  readonly start: number;
  readonly end: number;
  readonly message: string;
}

/**
 * The tokens of one text as parallel arrays, without an object per token: token `i` is `kinds[i]` at `starts[i]`–`ends[i]`. White space,
 * comments and line continuations lie between tokens. Reused for the next text: whoever needs tokens longer takes a buffer of its own.
 */
export class TokenBuffer {
  count = 0;
  readonly units = new CodeUnits();
  kinds: Uint8Array;
  starts: Int32Array;
  ends: Int32Array;
  /** The id of a NAME or KEYWORD in `names`; 0 for any other token. */
  ids: Int32Array;
  /** The partner of a bracket and of FSTRING_START or FSTRING_END; -1 without one. */
  links: Int32Array;
  /** What is settled of the statement that a token begins, and holds wherever the statement stands: bits of `Settled`. */
  settled: Uint8Array;
  /** Offset of each logical line. */
  readonly lineStarts = new IntegerList();
  /** The blocks that stand open before each logical line; behind the last one, what is left of a text before. */
  readonly lineBlocks: OpenBlocks[] = [];
  /** First token (INDENT and DEDENT passed over) and indentation, in columns with tabs to 8, of each logical line. */
  readonly lineTokens = new IntegerList();
  readonly lineIndents = new IntegerList();
  /** Offsets at which physical lines start, the first one included. */
  readonly physicalLines = new IntegerList();
  /** Start and end of each comment in turn. */
  readonly comments = new IntegerList();
  readonly problems: LexicalProblem[] = [];

  constructor(
    readonly names: NameTable,
    capacity = firstCapacity,
  ) {
    this.kinds = new Uint8Array(capacity);
    this.starts = new Int32Array(capacity);
    this.ends = new Int32Array(capacity);
    this.ids = new Int32Array(capacity);
    this.links = new Int32Array(capacity);
    this.settled = new Uint8Array(capacity);
  }

  /** Forgets the text before. Its names stay until `names` is told what becomes of them. */
  reset(text: string): void {
    this.settled.fill(0, 0, this.count);
    this.count = 0;
    this.lineStarts.length = 0;
    this.lineTokens.length = 0;
    this.lineIndents.length = 0;
    this.physicalLines.length = 0;
    this.physicalLines.push(0);
    this.comments.length = 0;
    this.problems.length = 0;
    this.units.read(text);
  }

  /** Adds tokens that are yet to be filled in, and returns the index of the first. */
  grow(count: number): number {
    const first = this.count;
    this.count += count;
    while (this.count > this.kinds.length) this.widen();
    return first;
  }

  /** Adds a token and returns its index. */
  push(kind: number, start: number, end: number, id: number): number {
    const index = this.count++;
    if (index === this.kinds.length) this.widen();
    this.kinds[index] = kind;
    this.starts[index] = start;
    this.ends[index] = end;
    this.ids[index] = id;
    this.links[index] = -1;
    return index;
  }

  link(opening: number, closing: number): void {
    this.links[opening] = closing;
    this.links[closing] = opening;
  }

  private widen(): void {
    const length = this.kinds.length * 2;
    const kinds = new Uint8Array(length);
    kinds.set(this.kinds);
    this.kinds = kinds;
    this.starts = wider(this.starts, length);
    this.ends = wider(this.ends, length);
    this.ids = wider(this.ids, length);
    this.links = wider(this.links, length);
    const settled = new Uint8Array(length);
    settled.set(this.settled);
    this.settled = settled;
  }
}

function wider(from: Int32Array, length: number): Int32Array {
  const to = new Int32Array(length);
  to.set(from);
  return to;
}
