import { extendHash, NameTable } from '../../names.js';
import { BracketStack } from './brackets.js';
import * as Character from './characters.js';
import { EarlierTokens } from './earlier-tokens.js';
import { FormattedStrings, type FieldTokenizer, type TokenizerMark } from './f-strings.js';
import { Indentation } from './indentation.js';
import * as Keyword from './keywords.js';
import * as Kind from './kinds.js';
import { scanNumber, scanString, stringPrefix } from './literals.js';
import { isConflictMarker, reportConflictMarker, scanOperator } from './operators.js';
import { OpenBlocks } from './open-blocks.js';
import { TokenBuffer } from './token-buffer.js';
import { pythonVocabulary } from './vocabulary.js';

const LONGEST_PREFIX = 2;

/**
 * Reads a whole text in one pass, from Python 3.8 to 3.14, and never fails: what no tokenizer accepts is reported in `problems` and passed
 * over. A bracket that a statement keyword shows to be unclosed is given up, so that the rest of the file keeps its lines.
 */
export function tokenize(
  text: string,
  buffer: TokenBuffer = new TokenBuffer(new NameTable(pythonVocabulary())),
): TokenBuffer {
  buffer.reset(text);
  readWhole(text, buffer);
  return buffer;
}

/** The same as `tokenize`, at little cost when the text is nearly the one that `earlier` holds. Both buffers share one table of names. */
export function tokenizeAgain(text: string, buffer: TokenBuffer, earlier: TokenBuffer): void {
  buffer.reset(text);
  const shared = EarlierTokens.of(earlier, buffer);
  if (!shared) {
    readWhole(text, buffer);
    return;
  }
  const { offset, blocks } = shared.takeHead(text);
  new Tokenizer(text, buffer, blocks, shared).run(offset);
}

function readWhole(text: string, buffer: TokenBuffer): void {
  buffer.names.reset(text, buffer.units.data);
  new Tokenizer(text, buffer, OpenBlocks.none()).run(0);
}

class Tokenizer implements FieldTokenizer {
  readonly brackets: BracketStack;
  private lineIsOpen = false;
  private readonly indentation: Indentation;
  private readonly formattedStrings: FormattedStrings;

  constructor(
    readonly text: string,
    readonly buffer: TokenBuffer,
    blocks: OpenBlocks,
    private readonly earlier?: EarlierTokens,
  ) {
    this.brackets = new BracketStack(text, buffer);
    this.indentation = new Indentation(buffer, blocks);
    this.formattedStrings = new FormattedStrings(this);
  }

  run(start: number): void {
    const { length } = this.text;
    let at = start;
    while (at < length) {
      if (this.lineIsOpen || this.brackets.depth > 0) at = this.scanToken(at);
      else if (this.earlier?.takeTail(at, this.indentation.blocks) === true) return;
      else at = this.scanLineStart(at);
    }
    this.brackets.reportUnclosed();
    if (this.lineIsOpen) this.buffer.push(Kind.NEWLINE, length, length, 0);
    this.indentation.finish(length);
    this.buffer.push(Kind.END, length, length, 0);
  }

  scanToken(start: number): number {
    const units = this.buffer.units.data;
    let at = start;
    let code = units[at] ?? 0;
    while (Character.beginsWith[code] === Character.BLANK) code = units[++at] ?? 0;
    if (code >= 128) return this.scanName(at);
    switch (Character.beginsWith[code]) {
      case Character.NAME:
        return this.scanName(at);
      case Character.LINE_END:
        return this.scanLineEnd(at);
      case Character.DIGIT:
        return this.scanNumber(at);
      case Character.STRING:
        return this.scanPlainString(at, at);
      case Character.COMMENT:
        return this.scanComment(at);
      case Character.OPENING:
        return this.brackets.open(at, code);
      case Character.CLOSING:
        return this.brackets.close(at, code);
      case Character.OPERATOR:
        return this.scanOperator(at);
      case Character.CONTINUATION:
        return this.scanContinuation(at);
      default:
        return at < this.text.length ? this.scanInvalid(at) : at;
    }
  }

  mark(): TokenizerMark {
    const { buffer } = this;
    return {
      tokens: buffer.count,
      physicalLines: buffer.physicalLines.length,
      comments: buffer.comments.length,
      problems: buffer.problems.length,
      ...this.brackets.mark(),
    };
  }

  rewind(mark: TokenizerMark): void {
    const { buffer } = this;
    buffer.count = mark.tokens;
    buffer.physicalLines.length = mark.physicalLines;
    buffer.comments.length = mark.comments;
    buffer.problems.length = mark.problems;
    this.brackets.rewind(mark);
  }

  private scanLineStart(lineStart: number): number {
    const at = this.indentation.measure(lineStart);
    // A marker stands in the middle of a block and ends none, so that the classes around it are still read.
    if (at === lineStart && isConflictMarker(this.text, at, this.buffer))
      return reportConflictMarker(this.text, at, this.buffer);
    if (!this.indentation.isBlank(at)) {
      this.indentation.enter(lineStart, at);
      this.lineIsOpen = true;
      return at;
    }
    return at < this.text.length ? this.scanToken(at) : at;
  }

  private scanLineEnd(at: number): number {
    const next = Character.afterLineEnd(this.buffer.units.data, at);
    this.buffer.physicalLines.push(next);
    if (this.lineIsOpen && this.brackets.depth === 0) {
      this.buffer.push(Kind.NEWLINE, at, next, 0);
      this.lineIsOpen = false;
    }
    return next;
  }

  private scanName(start: number): number {
    const { buffer } = this;
    const units = buffer.units.data;
    let at = start;
    let hash = 0;
    let code = units[at] ?? 0;
    while (code < 128 ? Character.isNamePart[code] === 1 : Character.isUnicodeNamePart(this.text, at, at === start)) {
      hash = extendHash(hash, code);
      // The second half of a pair belongs to the first.
      if (code >= 0xd800 && code < 0xdc00) hash = extendHash(hash, units[++at] ?? 0);
      code = units[++at] ?? 0;
    }
    if (at === start) return this.scanInvalid(at);
    if (at - start <= LONGEST_PREFIX && Character.beginsWith[code] === Character.STRING) {
      const prefix = stringPrefix(this.text.slice(start, at));
      if (prefix?.isFormatted) return this.formattedStrings.scan(start, at, prefix.isRaw);
      if (prefix) return this.scanPlainString(start, at);
    }
    const id = buffer.names.intern(start, at, hash);
    if (id > Keyword.LAST_KEYWORD) buffer.push(Kind.NAME, start, at, id);
    else if (this.showsUnclosedBracket(id)) return this.giveUpBrackets(start);
    else buffer.push(Kind.KEYWORD, start, at, id);
    return at;
  }

  private scanPlainString(tokenStart: number, quoteStart: number): number {
    const end = scanString(quoteStart, tokenStart, this.buffer);
    this.buffer.push(Kind.STRING, tokenStart, end, 0);
    return end;
  }

  private scanNumber(at: number): number {
    const end = scanNumber(this.text, at, this.buffer);
    this.buffer.push(Kind.NUMBER, at, end, 0);
    return end;
  }

  private scanComment(start: number): number {
    const { buffer } = this;
    const { data: units, length } = buffer.units;
    let at = start + 1;
    while (at < length) {
      const code = units[at];
      if (code === Character.LF || code === Character.CR) break;
      at++;
    }
    buffer.comments.push(start);
    buffer.comments.push(at);
    return at;
  }

  private scanOperator(at: number): number {
    const { units } = this.buffer;
    const isFraction = units.at(at) === Character.DOT && Character.beginsWith[units.at(at + 1)] === Character.DIGIT;
    return isFraction ? this.scanNumber(at) : scanOperator(this.text, at, this.buffer);
  }

  private scanContinuation(at: number): number {
    const { text, buffer } = this;
    const isFollowed = Character.beginsWith[buffer.units.at(at + 1)] === Character.LINE_END;
    const next = isFollowed ? Character.afterLineEnd(buffer.units.data, at + 1) : at + 1;
    if (isFollowed) buffer.physicalLines.push(next);
    if (!isFollowed || next >= text.length) {
      const atEnd = next >= text.length;
      const message = atEnd ? 'unexpected EOF while parsing' : 'unexpected character after line continuation character';
      buffer.problems.push({ kind: 'syntax', start: at, end: at + 1, message });
    }
    return next;
  }

  private scanInvalid(at: number): number {
    const point = this.text.codePointAt(at) ?? 0;
    const end = at + (point > 0xffff ? 2 : 1);
    const code = `U+${point.toString(16).toUpperCase().padStart(4, '0')}`;
    const shown = String.fromCodePoint(point);
    const message = /[\p{C}\p{Z}]/u.test(shown)
      ? `invalid non-printable character ${code}`
      : `invalid character '${shown}' (${code})`;
    this.buffer.problems.push({ kind: 'syntax', start: at, end, message: point < 128 ? 'invalid syntax' : message });
    this.buffer.push(Kind.ERROR, at, end, 0);
    return end;
  }

  /** Whether a keyword that only begins statements stands first in its line inside brackets. */
  private showsUnclosedBracket(id: number): boolean {
    const { buffer } = this;
    if (this.brackets.depth === 0 || Keyword.statementOnly[id] === 0) return false;
    const before = buffer.count - 1;
    if ((buffer.ends[before] ?? 0) > buffer.physicalLines.at(buffer.physicalLines.length - 1)) return false;
    return id !== Keyword.FROM || buffer.ids[before] !== Keyword.YIELD;
  }

  /** Ends the logical line before the one that `at` stands in; inside an f-string field the report alone makes the literal a broken one. */
  private giveUpBrackets(at: number): number {
    this.brackets.reportUnclosed();
    if (this.brackets.isInField) return at;
    const { buffer } = this;
    const lineStart = buffer.physicalLines.at(buffer.physicalLines.length - 1);
    // The line is read again, and what is wrong in it is found again.
    buffer.problems.splice(0, buffer.problems.length, ...buffer.problems.filter(({ start }) => start < lineStart));
    this.brackets.giveUp();
    buffer.push(Kind.NEWLINE, lineStart, lineStart, 0);
    this.lineIsOpen = false;
    return lineStart;
  }
}
