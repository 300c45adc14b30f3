import type { ScannedNames } from './scanned-names.js';

/**
 * The tokens of one text as parallel arrays, without an object per token: token `i` is `kinds[i]` at `starts[i]`–`ends[i]`. White space,
 * comments and line continuations lie between tokens.
 */
export interface TokenTable {
  readonly count: number;
  readonly kinds: Readonly<Uint8Array>;
  readonly starts: Readonly<Int32Array>;
  readonly ends: Readonly<Int32Array>;
  /** The id of a NAME or KEYWORD in `names`; 0 for any other token. */
  readonly ids: Readonly<Int32Array>;
  /** The partner of a bracket and of FSTRING_START or FSTRING_END; -1 without one. */
  readonly links: Readonly<Int32Array>;
  /** Offsets at which physical lines start, the first one included. */
  readonly physicalLines: Readonly<Int32Array>;
  /** Start and end of each comment in turn. */
  readonly comments: Readonly<Int32Array>;
  readonly names: ScannedNames;
}

/** The token after `at`, or after the partner of a bracket that opens there. */
export function afterBrackets(tokens: TokenTable, at: number): number {
  const partner = tokens.links[at] ?? -1;
  return partner > at ? partner + 1 : at + 1;
}
