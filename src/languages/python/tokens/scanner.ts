import type { Vocabulary } from '../../names.js';
import * as Table from '../scanner/layout.js';
import moduleBytes from '../scanner.wasm';
import { ScopeTable } from '../scopes.js';
import { StatementTable } from '../statements.js';
import { ScannedNames } from './scanned-names.js';
import type { TokenTable } from './token-table.js';
import { isUnicodeNamePart } from './unicode-names.js';

/** What `scanner/index` offers; addresses and sizes are bytes of its memory, counts are of code units. */
interface ScannerExports {
  readonly memory: WebAssembly.Memory;
  readonly layout: WebAssembly.Global;
  prepareVocabulary(count: number, unitCount: number): number;
  namesEndAt(): number;
  placeVocabulary(): void;
  prepareText(count: number): number;
  scan(): void;
  prepareInterests(count: number): number;
  trackedAt(): number;
  findUses(): void;
}

/** What the scanner found in a text. */
export interface ScannedText {
  readonly tokens: TokenTable;
  readonly statements: StatementTable;
  readonly scopes: ScopeTable;
  /** Five numbers for each problem of tokens: a complaint, where it starts and ends, and two numbers that belong to it. */
  readonly problems: Readonly<Int32Array>;
  /** Three numbers for each statement that the grammar refuses: a token, a complaint and what belongs to it. */
  readonly failures: Readonly<Int32Array>;
  /** Token and statement in turn: of calls of methods that count, of keyword arguments that do, and of strings that may. */
  readonly calls: Readonly<Int32Array>;
  readonly given: Readonly<Int32Array>;
  readonly strings: Readonly<Int32Array>;
  /** Where names are used that are marked with 1 by their ids. */
  findUses(isTracked: Uint8Array): TrackedUses;
}

export interface TrackedUses {
  /** Token and statement in turn. */
  readonly loads: Readonly<Int32Array>;
  /** Statements that assign a name what begins with a tracked one. */
  readonly aliases: Readonly<Int32Array>;
}

/**
 * The scanner, compiled to WebAssembly: as fast with the first file as with the thousandth, where V8 needs a second of compiling for the
 * same in JavaScript. It has one memory, so what was found holds until the next text is scanned.
 */
export class Scanner {
  private text = '';
  private readonly scanner: ScannerExports;
  /** The scanner's memory; another object when it has grown. */
  private memory: Buffer;

  /** `interests` says of each word of the vocabulary by its id why it is of interest, in the bits of `scanner/interests`. */
  constructor(
    private readonly vocabulary: Vocabulary,
    interests: Readonly<Uint8Array>,
  ) {
    const host = {
      env: { abort: outOfMemory },
      characters: {
        isUnicodeNamePart: (at: number, isFirst: number) => isUnicodeNamePart(this.text, at, isFirst !== 0),
      },
    };
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(moduleBytes), host);
    this.scanner = exports as unknown as ScannerExports;
    this.memory = Buffer.from(this.scanner.memory.buffer);
    this.tellVocabulary();
    const address = this.scanner.prepareInterests(interests.length);
    new Uint8Array(this.scanner.memory.buffer).set(interests, address);
  }

  scan(text: string): ScannedText {
    this.text = text;
    this.write(text, this.scanner.prepareText(text.length));
    this.scanner.scan();
    return this.found(text);
  }

  private found(text: string): ScannedText {
    const statements = new StatementTable(
      this.integers(Table.STATEMENT_FIRSTS),
      this.integers(Table.STATEMENT_ENDS),
      this.integers(Table.KEYWORDS),
      this.integers(Table.PARENTS),
      this.integers(Table.LASTS),
    );
    const scopes = new ScopeTable(
      statements,
      this.integers(Table.SCOPE_OWNERS),
      this.integers(Table.SCOPE_PARENTS),
      this.integers(Table.SCOPES),
      this.integers(Table.BODIES),
      this.integers(Table.FLAGS),
    );
    return {
      tokens: this.tokens(text),
      statements,
      scopes,
      problems: this.integers(Table.PROBLEMS),
      failures: this.integers(Table.FAILURES),
      calls: this.integers(Table.CALLS),
      given: this.integers(Table.GIVEN),
      strings: this.integers(Table.STRINGS),
      findUses: (isTracked) => this.findUses(isTracked),
    };
  }

  private findUses(isTracked: Uint8Array): TrackedUses {
    new Uint8Array(this.scanner.memory.buffer).set(isTracked, this.scanner.trackedAt());
    this.scanner.findUses();
    return { loads: this.integers(Table.LOADS), aliases: this.integers(Table.ALIASES) };
  }

  private tokens(text: string): TokenTable {
    const { at, count } = this.place(Table.KINDS);
    const [starts, ends] = [this.integers(Table.NAME_STARTS), this.integers(Table.NAME_ENDS)];
    return {
      count,
      kinds: new Uint8Array(this.scanner.memory.buffer, at, count),
      starts: this.integers(Table.STARTS),
      ends: this.integers(Table.ENDS),
      ids: this.integers(Table.IDS),
      links: this.integers(Table.LINKS),
      physicalLines: this.integers(Table.PHYSICAL_LINES),
      comments: this.integers(Table.COMMENTS),
      names: new ScannedNames(text, starts, ends, this.vocabulary),
    };
  }

  private tellVocabulary(): void {
    const { words } = this.vocabulary;
    const together = words.join('');
    this.write(together, this.scanner.prepareVocabulary(words.length, together.length));
    const ends = new Int32Array(this.scanner.memory.buffer, this.scanner.namesEndAt(), words.length);
    let end = 0;
    for (const [id, word] of words.entries()) ends[id] = end += word.length;
    this.scanner.placeVocabulary();
  }

  private write(text: string, address: number): void {
    const { buffer } = this.scanner.memory;
    if (this.memory.buffer !== buffer) this.memory = Buffer.from(buffer);
    this.memory.write(text, address, 'utf16le');
  }

  private integers(table: number): Int32Array {
    const { at, count } = this.place(table);
    return new Int32Array(this.scanner.memory.buffer, at, count);
  }

  private place(table: number): { readonly at: number; readonly count: number } {
    const entries = new Int32Array(this.scanner.memory.buffer, this.scanner.layout.value, 2 * Table.TABLES);
    return { at: entries[2 * table] ?? 0, count: entries[2 * table + 1] ?? 0 };
  }
}

function outOfMemory(): never {
  throw new RangeError('The text is too large to be scanned.');
}
