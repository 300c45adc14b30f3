import * as Keyword from '../tokens/keywords.js';
import * as Kind from '../tokens/kinds.js';
import type { TokenBuffer } from '../tokens/token-buffer.js';

/** Symbols of a shape: kinds first, then bytes literals, then words that the grammar knows. */
const BYTES = 48;
const WORDS = 64;

/** Longer statements seldom repeat, and would fill the room for others. */
const LONGEST_SHAPE = 160;
/** Room for the symbols of all shapes; a large workspace has some ten thousand shapes of twenty symbols each. */
const MOST_SYMBOLS = 1 << 19;
const MOST_SHAPES = 1 << 14;
/** Two for each shape, so that chains stay short, and few enough for the processor's cache. */
const SLOTS = MOST_SHAPES * 2;

const LETTER_B = 98;
const CAPITAL_B = 66;
const LETTER_R = 114;
const CAPITAL_R = 82;

/**
 * Shapes of statements that were read as valid: the kinds of their tokens and the keywords, without names and contents. Nearly every
 * statement has the shape of one before it, of the same file or another. A shape is found by its hash and compared symbol by symbol, so that
 * no two are ever taken for one; what is remembered holds for every text.
 */
export class KnownShapes {
  /** Each shape's length, then its symbols. The first byte is of no shape. */
  private readonly symbols = new Uint8Array(MOST_SYMBOLS);
  private symbolCount = 1;
  /** An open-addressing table of places in `symbols`; 0 for a free slot. */
  private readonly places = new Int32Array(SLOTS);
  private shapeCount = 0;
  /** The shape that is asked for. */
  private readonly shape = new Uint8Array(LONGEST_SHAPE);

  /** Whether tokens `first`–`end` have a shape that was added. */
  has(tokens: TokenBuffer, first: number, end: number): boolean {
    return end - first <= LONGEST_SHAPE && this.places[this.slotOf(tokens, first, end)] !== 0;
  }

  /** Remembers the shape; not when it is long, or when there is no room left. */
  add(tokens: TokenBuffer, first: number, end: number): void {
    const { symbols, places, symbolCount } = this;
    const length = end - first;
    const isFull = symbolCount + length >= MOST_SYMBOLS || this.shapeCount === MOST_SHAPES;
    if (length > LONGEST_SHAPE || isFull) return;
    const slot = this.slotOf(tokens, first, end);
    if (places[slot] !== 0) return;
    symbols[symbolCount] = length;
    symbols.set(this.shape.subarray(0, length), symbolCount + 1);
    places[slot] = symbolCount;
    this.symbolCount += length + 1;
    this.shapeCount++;
  }

  /** The slot of the shape that the tokens have, or the free one where it belongs. */
  private slotOf(tokens: TokenBuffer, first: number, end: number): number {
    const { places, shape } = this;
    let hash = 0;
    for (let at = first; at < end; at++) {
      const symbol = symbolOf(tokens, at);
      shape[at - first] = symbol;
      hash = (Math.imul(hash, 31) + symbol) | 0;
    }
    let slot = (Math.imul(hash, 0x9e3779b1) >>> 15) & (SLOTS - 1);
    for (;;) {
      const place = places[slot] ?? 0;
      if (place === 0 || this.isShapeAt(place, end - first)) return slot;
      slot = (slot + 1) & (SLOTS - 1);
    }
  }

  private isShapeAt(place: number, length: number): boolean {
    const { symbols, shape } = this;
    if (symbols[place] !== length) return false;
    for (let at = 0; at < length; at++) if (symbols[place + 1 + at] !== shape[at]) return false;
    return true;
  }
}

function symbolOf(tokens: TokenBuffer, at: number): number {
  const kind = tokens.kinds[at] ?? Kind.END;
  if (kind === Kind.NAME || kind === Kind.KEYWORD) {
    const id = tokens.ids[at] ?? 0;
    return id <= Keyword.UNDERSCORE ? WORDS + id : kind;
  }
  return kind === Kind.STRING && isBytes(tokens.units.data, tokens.starts[at] ?? 0) ? BYTES : kind;
}

/** Whether the literal at `start` has a `b` in its prefix. */
export function isBytes(units: Uint16Array, start: number): boolean {
  const first = units[start];
  if (first === LETTER_B || first === CAPITAL_B) return true;
  const second = units[start + 1];
  return (first === LETTER_R || first === CAPITAL_R) && (second === LETTER_B || second === CAPITAL_B);
}
