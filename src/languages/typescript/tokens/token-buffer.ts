import { CodeUnits } from '../../code-units.js';
import { firstCapacity } from '../../first-capacity.js';
import { IntegerList } from '../../integer-list.js';
import type { NameTable } from '../../names.js';

/** Something that no TypeScript scanner accepts, at UTF-16 offsets of the text. */
export interface LexicalProblem {
  readonly kind: 'syntax' | 'conflict-marker';
  readonly start: number;
  readonly end: number;
  readonly message: string;
}

/** Bits of `flags`: a line ends before the token; it stands where a type does; it names the method, field or function that it begins. */
export const AFTER_NEWLINE = 1;
export const IN_TYPE = 2;
export const DECLARES = 4;

/**
 * The tokens of one text as parallel arrays, without an object per token: token `i` is `kinds[i]` at `starts[i]`–`ends[i]`. White space
 * and comments lie between tokens. Reused for the next text: whoever needs tokens longer takes a buffer of its own.
 */
export class TokenBuffer {
  text = '';
  private readonly units = new CodeUnits();
  count = 0;
  kinds: Uint8Array;
  flags: Uint8Array;
  starts: Int32Array;
  ends: Int32Array;
  /** The id of a name in `names`; 0 for any other token. */
  ids: Int32Array;
  /** The partner of a bracket; -1 without one. */
  links: Int32Array;
  /** Start and end of each comment in turn. */
  readonly comments = new IntegerList();
  readonly problems: LexicalProblem[] = [];

  constructor(
    readonly names: NameTable,
    capacity = firstCapacity,
  ) {
    this.kinds = new Uint8Array(capacity);
    this.flags = new Uint8Array(capacity);
    this.starts = new Int32Array(capacity);
    this.ends = new Int32Array(capacity);
    this.ids = new Int32Array(capacity);
    this.links = new Int32Array(capacity);
  }

  reset(text: string): void {
    this.text = text;
    this.count = 0;
    this.comments.length = 0;
    this.problems.length = 0;
    this.units.read(text);
    this.names.reset(text, this.units.data);
  }

  /** Adds a token and returns its index. */
  push(kind: number, start: number, end: number, flags: number, id = 0): number {
    const index = this.count++;
    if (index === this.kinds.length) this.widen();
    this.kinds[index] = kind;
    this.flags[index] = flags;
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
    const [kinds, flags] = [new Uint8Array(length), new Uint8Array(length)];
    kinds.set(this.kinds);
    flags.set(this.flags);
    this.kinds = kinds;
    this.flags = flags;
    this.starts = wider(this.starts, length);
    this.ends = wider(this.ends, length);
    this.ids = wider(this.ids, length);
    this.links = wider(this.links, length);
  }
}

function wider(from: Int32Array, length: number): Int32Array {
  const to = new Int32Array(length);
  to.set(from);
  return to;
}
