import * as Keyword from './tokens/keywords.js';
import * as Kind from './tokens/kinds.js';
import { IntegerList } from '../integer-list.js';
import type { TokenBuffer } from './tokens/token-buffer.js';

const ownsBlock = new Uint8Array(Keyword.UNDERSCORE + 1);
for (const id of [Keyword.CLASS, Keyword.DEF, Keyword.IF, Keyword.ELIF, Keyword.ELSE, Keyword.FOR, Keyword.WHILE])
  ownsBlock[id] = 1;
for (const id of [Keyword.TRY, Keyword.EXCEPT, Keyword.FINALLY, Keyword.WITH, Keyword.MATCH, Keyword.CASE])
  ownsBlock[id] = 1;

/**
 * The statements of a file in source order as parallel arrays, simple ones and the headers of compound ones alike. Blocks follow indentation
 * columns rather than INDENT and DEDENT tokens, so that a file with broken indentation keeps its outline. Reused for the next text.
 */
export class StatementTable {
  count = 0;
  /** First token, and the token after the last one: after the colon for the header of a compound statement. */
  private readonly firsts = new IntegerList();
  private readonly ends = new IntegerList();
  /** The keyword that the statement begins with (`async` passed over), MATCH or CASE in that role; 0 for any other. */
  private readonly keywords = new IntegerList();
  /** The compound statement in whose block the statement stands; -1 at module level. */
  private readonly parents = new IntegerList();
  /** The last statement of the statement's own block, itself when it has none. */
  private readonly lasts = new IntegerList();
  private readonly indents = new IntegerList();
  private readonly openBlocks = new IntegerList();

  firstToken(statement: number): number {
    return this.firsts.at(statement);
  }

  endToken(statement: number): number {
    return this.ends.at(statement);
  }

  keyword(statement: number): number {
    return this.keywords.at(statement);
  }

  parent(statement: number): number {
    return this.parents.at(statement);
  }

  /** The last statement inside the block of `statement`, blocks in it included. */
  lastInside(statement: number): number {
    return this.lasts.at(statement);
  }

  /** Whether the statement is a header whose block follows it, on lines of its own or after the colon. */
  isHeader(statement: number): boolean {
    return ownsBlock[this.keyword(statement)] === 1;
  }

  /** Whether what stands around the statement settles where it ends: `case x: f()` is a header in a `match`, else an annotation. */
  endsByPlace(statement: number): boolean {
    return this.keyword(statement) === Keyword.CASE;
  }

  read(tokens: TokenBuffer): void {
    this.count = 0;
    for (const list of [
      this.firsts,
      this.ends,
      this.keywords,
      this.parents,
      this.lasts,
      this.indents,
      this.openBlocks,
    ]) {
      list.length = 0;
    }
    const { lineTokens, lineIndents } = tokens;
    for (let line = 0; line < lineTokens.length; line++)
      this.readLine(tokens, lineTokens.at(line), lineIndents.at(line));
    while (this.openBlocks.length > 0) this.closeBlock();
  }

  private readLine(tokens: TokenBuffer, first: number, indent: number): void {
    const { openBlocks } = this;
    while (openBlocks.length > 0 && this.indents.at(this.innermost()) >= indent) this.closeBlock();
    const { kinds } = tokens;
    let at = first;
    for (;;) {
      const kind = kinds[at] ?? Kind.END;
      if (kind === Kind.NEWLINE || kind === Kind.END) return;
      at = this.readStatement(tokens, at, indent);
      // A semicolon without a simple statement before it is read as a statement, which the grammar then refuses.
      if (kinds[at] === Kind.SEMICOLON && !this.isHeader(this.count - 1)) at++;
    }
  }

  private readStatement(tokens: TokenBuffer, first: number, indent: number): number {
    const keyword = this.keywordAt(tokens, first);
    const isCompound = ownsBlock[keyword] === 1;
    const end = isCompound ? endOfHeader(tokens, first) : endOfSimple(tokens, first);
    const statement = this.count++;
    this.firsts.push(first);
    this.ends.push(end);
    this.keywords.push(keyword);
    this.parents.push(this.openBlocks.length > 0 ? this.innermost() : -1);
    this.lasts.push(statement);
    this.indents.push(indent);
    if (isCompound) this.openBlocks.push(statement);
    return end;
  }

  private keywordAt(tokens: TokenBuffer, first: number): number {
    const { ids, kinds } = tokens;
    const id = ids[first] ?? 0;
    if (id === Keyword.ASYNC) return ids[first + 1] ?? 0;
    if (id <= Keyword.LAST_KEYWORD) return id;
    if (id === Keyword.MATCH) return isMatchHeader(tokens, first) ? id : 0;
    const inMatch = this.openBlocks.length > 0 && this.keywords.at(this.innermost()) === Keyword.MATCH;
    return id === Keyword.CASE && inMatch && kinds[first + 1] !== Kind.EQUAL ? id : 0;
  }

  private innermost(): number {
    return this.openBlocks.at(this.openBlocks.length - 1);
  }

  private closeBlock(): void {
    this.lasts.data[this.innermost()] = this.count - 1;
    this.openBlocks.length--;
  }
}

/** The token after `at`, or after the partner of a bracket that opens there. */
export function afterBrackets(tokens: TokenBuffer, at: number): number {
  const partner = tokens.links[at] ?? -1;
  return partner > at ? partner + 1 : at + 1;
}

function endOfSimple(tokens: TokenBuffer, first: number): number {
  let at = first;
  for (;;) {
    const kind = tokens.kinds[at] ?? Kind.END;
    if (kind === Kind.NEWLINE || kind === Kind.SEMICOLON || kind === Kind.END) return Math.max(at, first + 1);
    at = afterBrackets(tokens, at);
  }
}

/** The token after the colon that ends a header; colons of lambdas and in brackets are not it. */
function endOfHeader(tokens: TokenBuffer, first: number): number {
  let lambdas = 0;
  let at = first;
  for (;;) {
    const kind = tokens.kinds[at] ?? Kind.END;
    if (kind === Kind.NEWLINE || kind === Kind.END) return at;
    if (kind === Kind.COLON && lambdas-- === 0) return at + 1;
    if (tokens.ids[at] === Keyword.LAMBDA) lambdas++;
    at = afterBrackets(tokens, at);
  }
}

/** `match` begins a statement when its line ends in a colon with a subject between. */
function isMatchHeader(tokens: TokenBuffer, first: number): boolean {
  const next = tokens.kinds[first + 1] ?? Kind.END;
  if (next === Kind.COLON || next === Kind.EQUAL || next === Kind.DOT || next === Kind.NEWLINE) return false;
  const end = endOfSimple(tokens, first);
  return tokens.kinds[end - 1] === Kind.COLON;
}
