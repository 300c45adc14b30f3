import type { BracketMark, BracketStack } from './brackets.js';
import { afterLineEnd, BACKSLASH, beginsWith, BLANK, CLOSE_BRACE, COLON, CR, LF, OPEN_BRACE } from './characters.js';
import * as Kind from './kinds.js';
import { afterEscape, isTriple, scanString } from './literals.js';
import type { TokenBuffer } from './token-buffer.js';

/** What an f-string needs of the tokenizer around it: its fields hold ordinary tokens. */
export interface FieldTokenizer {
  readonly text: string;
  readonly buffer: TokenBuffer;
  /** Scans one token (or the white space) at `at` and returns the offset after it. */
  scanToken(at: number): number;
  readonly brackets: BracketStack;
  mark(): TokenizerMark;
  rewind(mark: TokenizerMark): void;
}

/** A moment of a tokenizer to which it can go back. */
export interface TokenizerMark extends BracketMark {
  readonly tokens: number;
  readonly physicalLines: number;
  readonly comments: number;
  readonly problems: number;
}

interface Literal {
  readonly quote: number;
  readonly triple: boolean;
  readonly isRaw: boolean;
}

/** Fields nested deeper than this are read as text, so that no input exhausts the stack; CPython stops at 150. */
const DEEPEST_NESTING = 50;
const expectingBrace = "f-string: expecting '}'";

/** What a scan of a part returns when the f-string is broken. */
const BROKEN = -1;

/** Reads f-strings (and t-strings) as PEP 701 has it, which covers every f-string that older versions accept. */
export class FormattedStrings {
  private nesting = 0;
  private failure = expectingBrace;

  constructor(private readonly tokenizer: FieldTokenizer) {}

  /** The offset after the literal. A broken one becomes one STRING token that ends where a plain string would, and is reported. */
  scan(tokenStart: number, quoteStart: number, isRaw: boolean): number {
    const { buffer } = this.tokenizer;
    const mark = this.tokenizer.mark();
    const triple = isTriple(buffer.units.data, quoteStart);
    const literal: Literal = { quote: buffer.units.at(quoteStart), triple, isRaw };
    const contentStart = quoteStart + (triple ? 3 : 1);
    this.failure = expectingBrace;
    if (this.nesting < DEEPEST_NESTING) {
      this.nesting++;
      const opening = buffer.push(Kind.FSTRING_START, tokenStart, contentStart, 0);
      const end = this.scanParts(contentStart, literal, opening);
      this.nesting--;
      if (end !== BROKEN) return end;
    }
    return this.scanAsPlain(tokenStart, quoteStart, mark);
  }

  private scanAsPlain(tokenStart: number, quoteStart: number, mark: TokenizerMark): number {
    const { buffer } = this.tokenizer;
    const cause = buffer.problems[mark.problems];
    this.tokenizer.rewind(mark);
    const end = scanString(quoteStart, tokenStart, buffer);
    buffer.push(Kind.STRING, tokenStart, end, 0);
    if (buffer.problems.length === mark.problems) {
      // A quote that would begin a string inside the field ends the literal instead.
      const isOwn = cause !== undefined && !cause.message.startsWith('unterminated');
      const message = this.failure;
      buffer.problems.push(isOwn ? cause : { kind: 'syntax', start: tokenStart, end, message });
    }
    return end;
  }

  private scanParts(contentStart: number, literal: Literal, opening: number): number {
    const { buffer } = this.tokenizer;
    let at = contentStart;
    for (;;) {
      const partEnd = this.scanText(at, literal, false);
      if (partEnd === BROKEN) return BROKEN;
      if (partEnd > at) buffer.push(Kind.FSTRING_MIDDLE, at, partEnd, 0);
      if (buffer.units.at(partEnd) === literal.quote) {
        const end = partEnd + (literal.triple ? 3 : 1);
        buffer.link(opening, buffer.push(Kind.FSTRING_END, partEnd, end, 0));
        return end;
      }
      at = this.scanField(partEnd, literal);
      if (at === BROKEN) return BROKEN;
    }
  }

  /** The offset of the quote or brace that ends a piece of literal text; a format specification ends at its closing brace too. */
  private scanText(start: number, literal: Literal, inSpecification: boolean): number {
    const { buffer } = this.tokenizer;
    const { data: units, length } = buffer.units;
    let at = start;
    while (at < length) {
      const code = units[at];
      if (code === literal.quote && (!literal.triple || isTriple(units, at))) return at;
      if (code === OPEN_BRACE || code === CLOSE_BRACE) {
        if (inSpecification || units[at + 1] !== code) {
          if (code === OPEN_BRACE || inSpecification) return at;
          this.failure = "f-string: single '}' is not allowed";
          return BROKEN;
        }
        at += 2;
      } else if (code === BACKSLASH) at = this.afterBackslash(at, literal);
      else if (code === LF || code === CR) {
        if (!literal.triple) return BROKEN;
        at = afterLineEnd(units, at);
        buffer.physicalLines.push(at);
      } else at++;
    }
    return BROKEN;
  }

  /** A backslash does not escape a brace; the braces of `\N{…}` belong to the escape. */
  private afterBackslash(at: number, literal: Literal): number {
    const { text, buffer } = this.tokenizer;
    const next = buffer.units.at(at + 1);
    if (next === OPEN_BRACE || next === CLOSE_BRACE) return at + 1;
    if (!literal.isRaw && next === 78 && buffer.units.at(at + 2) === OPEN_BRACE) {
      const close = text.indexOf('}', at);
      return close === -1 ? text.length : close + 1;
    }
    return afterEscape(at, buffer);
  }

  /** Reads `{expression=!conversion:specification}` from its brace on. */
  private scanField(braceStart: number, literal: Literal): number {
    const { tokenizer } = this;
    const { data: units, length } = tokenizer.buffer.units;
    const problems = tokenizer.buffer.problems.length;
    tokenizer.brackets.openField(braceStart);
    let at = braceStart + 1;
    while (at < length) {
      const code = units[at] ?? 0;
      if (beginsWith[code] === BLANK) {
        at++;
        continue;
      }
      if (tokenizer.brackets.fieldDepth === 0) {
        if (code === CLOSE_BRACE) {
          tokenizer.brackets.closeField(at);
          return at + 1;
        }
        if (code === COLON) return this.scanSpecification(at, literal);
      }
      at = tokenizer.scanToken(at);
      if (tokenizer.buffer.problems.length > problems) return BROKEN;
    }
    return BROKEN;
  }

  private scanSpecification(colon: number, literal: Literal): number {
    const { tokenizer } = this;
    const { buffer } = tokenizer;
    buffer.push(Kind.COLON, colon, colon + 1, 0);
    let at = colon + 1;
    for (;;) {
      const end = this.scanText(at, literal, true);
      if (end === BROKEN || buffer.units.at(end) === literal.quote) return BROKEN;
      if (end > at) buffer.push(Kind.FSTRING_MIDDLE, at, end, 0);
      if (buffer.units.at(end) === CLOSE_BRACE) {
        tokenizer.brackets.closeField(end);
        return end + 1;
      }
      at = this.scanField(end, literal);
      if (at === BROKEN) return BROKEN;
    }
  }
}
