import type { Vocabulary } from '../../names.js';
import * as Table from '../scanner/layout.js';
import moduleBytes from '../scanner.wasm';
import { ScopeTable } from '../scopes.js';
import { StatementTable } from '../statements.js';
import { ScannedNames } from './scanned-names.js';
import { ScannedTables } from './scanned-tables.js';
import type { ScannedEvidence, ScannedOutline, ScannedText, TrackedUses } from './scanned-text.js';
import type { TokenTable } from './token-table.js';
import { isUnicodeNamePart } from './unicode-names.js';

/** What `scanner/index` offers; addresses and sizes are bytes of its memory, counts are of code units. */
interface ScannerExports {
  readonly memory: WebAssembly.Memory;
  readonly layout: WebAssembly.Global;
  prepareVocabulary(count: number, unitCount: number): number;
  namesEndAt(): number;
  nameCount(): number;
  wantedAt(): number;
  findName(count: number): number;
  placeVocabulary(): void;
  prepareText(count: number): number;
  scan(): void;
  prepareInterests(count: number): number;
  trackedAt(): number;
  findUses(): void;
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
    return this.found();
  }

  private found(): ScannedText {
    const tables = this.tables();
    const statements = statementsIn(tables);
    return {
      tokens: this.tokensIn(tables),
      statements,
      scopes: scopesIn(tables, statements),
      problems: tables.integers(Table.PROBLEMS),
      failures: tables.integers(Table.FAILURES),
      ...evidenceIn(tables),
      ...outlineIn(tables),
      findUses: (isTracked) => this.findUses(isTracked),
    };
  }

  private findUses(isTracked: Uint8Array): TrackedUses {
    new Uint8Array(this.scanner.memory.buffer).set(isTracked, this.scanner.trackedAt());
    this.scanner.findUses();
    const tables = this.tables();
    return { uses: tables.integers(Table.USES), aliases: tables.integers(Table.ALIASES) };
  }

  private tokensIn(tables: ScannedTables): TokenTable {
    const kinds = tables.bytes(Table.KINDS);
    return {
      count: kinds.length,
      kinds,
      starts: tables.integers(Table.STARTS),
      ends: tables.integers(Table.ENDS),
      ids: tables.integers(Table.IDS),
      links: tables.integers(Table.LINKS),
      physicalLines: tables.integers(Table.PHYSICAL_LINES),
      comments: tables.integers(Table.COMMENTS),
      names: new ScannedNames(this.scanner.nameCount(), (name) => this.findName(name)),
    };
  }

  private findName(name: string): number {
    this.write(name, this.scanner.wantedAt());
    return this.scanner.findName(name.length);
  }

  private tables(): ScannedTables {
    return new ScannedTables(this.scanner.memory.buffer, this.scanner.layout.value);
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
}

function outOfMemory(): never {
  throw new RangeError('The text is too large to be scanned.');
}

const statementsIn = (tables: ScannedTables): StatementTable =>
  new StatementTable(
    tables.integers(Table.STATEMENT_FIRSTS),
    tables.integers(Table.STATEMENT_ENDS),
    tables.integers(Table.KEYWORDS),
    tables.integers(Table.PARENTS),
    tables.integers(Table.LASTS),
  );

const scopesIn = (tables: ScannedTables, statements: StatementTable): ScopeTable =>
  new ScopeTable(statements, {
    owners: tables.integers(Table.SCOPE_OWNERS),
    parents: tables.integers(Table.SCOPE_PARENTS),
    scopes: tables.integers(Table.SCOPES),
    bodies: tables.integers(Table.BODIES),
    flags: tables.integers(Table.FLAGS),
  });

const evidenceIn = (tables: ScannedTables): ScannedEvidence => ({
  calls: tables.integers(Table.CALLS),
  given: tables.integers(Table.GIVEN),
  strings: tables.integers(Table.STRINGS),
  supers: tables.integers(Table.SUPERS),
  capitalized: tables.integers(Table.CAPITALIZED),
});

const outlineIn = (tables: ScannedTables): ScannedOutline => ({
  imports: tables.integers(Table.IMPORTS),
  classes: tables.integers(Table.CLASSES),
  definitions: tables.integers(Table.DEFINITIONS),
  loops: tables.integers(Table.LOOPS),
  declarations: tables.integers(Table.DECLARATIONS),
  ofModule: tables.integers(Table.OF_MODULE),
});
