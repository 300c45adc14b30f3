import * as Keyword from '../tokens/keywords.js';
import * as Kind from '../tokens/kinds.js';
import type { TokenBuffer } from '../tokens/token-buffer.js';

/** Symbols of a shape: kinds first, then bytes literals, then words that the grammar knows. */
const BYTES = 48;
const WORDS = 64;
const SYMBOLS = 128;

/** Longer statements seldom repeat, and would fill the tree. */
const LONGEST_SHAPE = 160;
const MOST_NODES = 1 << 15;
/** Four for each node, as pairs of numbers: chains stay short, and the table stays in the processor's cache. */
const SLOTS = MOST_NODES * 4;

const LETTER_B = 98;
const CAPITAL_B = 66;
const LETTER_R = 114;
const CAPITAL_R = 82;

/**
 * Shapes of statements that were read as valid: the kinds of their tokens and the keywords, without names and contents. Nearly every
 * statement has the shape of one before it, of the same file or another. A tree with a branch for each token, so that no two shapes are
 * ever taken for one; what is remembered holds for every text.
 */
export class KnownShapes {
  /** An open-addressing table of pairs: `node * SYMBOLS + symbol`, and the node that it leads to, 0 for a free slot. */
  private readonly branches = new Int32Array(2 * SLOTS);
  private readonly isValid = new Uint8Array(MOST_NODES);
  private count = 1;

  /** Whether tokens `first`–`end` have a shape that was added. */
  has(tokens: TokenBuffer, first: number, end: number): boolean {
    if (end - first > LONGEST_SHAPE) return false;
    const { branches } = this;
    let node = 0;
    for (let at = first; at < end; at++) {
      node = branches[slotOf(branches, node * SYMBOLS + symbolOf(tokens, at)) + 1] ?? 0;
      if (node === 0) return false;
    }
    return this.isValid[node] === 1;
  }

  /** Remembers the shape; not when it is long, or when there is no room left. */
  add(tokens: TokenBuffer, first: number, end: number): void {
    const length = end - first;
    if (length > LONGEST_SHAPE || this.count + length > MOST_NODES) return;
    const { branches } = this;
    let node = 0;
    for (let at = first; at < end; at++) {
      const branch = node * SYMBOLS + symbolOf(tokens, at);
      const slot = slotOf(branches, branch);
      if (branches[slot + 1] === 0) {
        branches[slot] = branch;
        branches[slot + 1] = this.count++;
      }
      node = branches[slot + 1] ?? 0;
    }
    this.isValid[node] = 1;
  }
}

/** The place of the branch in the table, or the free one where it belongs. */
function slotOf(branches: Int32Array, branch: number): number {
  let slot = (Math.imul(branch, 0x9e3779b1) >>> 15) & (SLOTS - 1);
  while (branches[2 * slot + 1] !== 0 && branches[2 * slot] !== branch) slot = (slot + 1) & (SLOTS - 1);
  return 2 * slot;
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
