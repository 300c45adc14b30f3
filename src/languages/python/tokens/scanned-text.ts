import type { ScopeTable } from '../scopes.js';
import type { StatementTable } from '../statements.js';
import type { TokenTable } from './token-table.js';

/** What the scanner found in a text. */
export interface ScannedText extends ScannedEvidence, ScannedOutline {
  readonly tokens: TokenTable;
  readonly statements: StatementTable;
  readonly scopes: ScopeTable;
  /** Five numbers for each problem of tokens: a complaint, where it starts and ends, and two numbers that belong to it. */
  readonly problems: Readonly<Int32Array>;
  /** Three numbers for each statement that the grammar refuses: a token, a complaint and what belongs to it. */
  readonly failures: Readonly<Int32Array>;
  /** Where names are used that are marked with 1 by their ids. */
  findUses(isTracked: Uint8Array): TrackedUses;
}

/** Places that are worth a look for what is written there. */
export interface ScannedEvidence {
  /** Token and statement in turn: of calls of methods that count, of keyword arguments that do, and of strings that may. */
  readonly calls: Readonly<Int32Array>;
  readonly given: Readonly<Int32Array>;
  readonly strings: Readonly<Int32Array>;
  /** The tokens `super` of all calls `super(…)`. */
  readonly supers: Readonly<Int32Array>;
  /** For each name that begins with a capital letter a token of that name; words of the vocabulary are none of them. */
  readonly capitalized: Readonly<Int32Array>;
}

/** Statements by what they are, in source order. */
export interface ScannedOutline {
  readonly imports: Readonly<Int32Array>;
  readonly classes: Readonly<Int32Array>;
  readonly definitions: Readonly<Int32Array>;
  /** `while` statements. */
  readonly loops: Readonly<Int32Array>;
  /** `global` and `nonlocal` statements. */
  readonly declarations: Readonly<Int32Array>;
  /** Those that run as a part of the module itself. */
  readonly ofModule: Readonly<Int32Array>;
}

export interface TrackedUses {
  /** Four numbers for each use, as `scanner/use-kinds` has them. */
  readonly uses: Readonly<Int32Array>;
  /** Statements that assign a name what begins with a tracked one. */
  readonly aliases: Readonly<Int32Array>;
}
