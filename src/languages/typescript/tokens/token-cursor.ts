import { endOfLine, hashBetween, isLineEnd, isRareSpace } from './characters.js';
import { AFTER_NEWLINE, type TokenBuffer } from './token-buffer.js';

const SLASH = 47;
const STAR = 42;

/** Where a pass over a text stands: it passes over space and comments, and puts what it has read into the buffer. */
export abstract class TokenCursor {
  protected at = 0;
  protected afterNewline = AFTER_NEWLINE;

  constructor(
    protected readonly text: string,
    protected readonly tokens: TokenBuffer,
  ) {}

  protected skipSpace(): void {
    const { text } = this;
    for (;;) {
      const code = text.charCodeAt(this.at);
      if (code === 32 || code === 9) this.at++;
      // Most of what is no blank is no other space either.
      else if (code > 32 && code < 128 && code !== SLASH) return;
      else if (isLineEnd(code)) {
        this.at++;
        this.afterNewline = AFTER_NEWLINE;
      } else if (code === SLASH && this.skipComment()) continue;
      else if (isRareSpace(code)) this.at++;
      else return;
    }
  }

  private skipComment(): boolean {
    const { text, at } = this;
    const second = text.charCodeAt(at + 1);
    if (second === SLASH) {
      this.takeComment(endOfLine(text, at));
      return true;
    }
    if (second !== STAR) return false;
    const closing = text.indexOf('*/', at + 2);
    const end = closing < 0 ? text.length : closing + 2;
    if (closing < 0) this.report(at, at + 2, 'The comment is never closed');
    if (/[\n\r]/.test(text.slice(at, end))) this.afterNewline = AFTER_NEWLINE;
    this.takeComment(end);
    return true;
  }

  protected takeComment(end: number): void {
    this.tokens.comments.push(this.at);
    this.tokens.comments.push(end);
    this.at = end;
  }

  protected readConflictMarker(): void {
    const start = this.at;
    this.at = endOfLine(this.text, start);
    const message = 'A merge conflict has not been resolved';
    this.tokens.problems.push({ kind: 'conflict-marker', start, end: this.at, message });
  }

  protected push(kind: number, end: number): number {
    const token = this.tokens.push(kind, this.at, end, this.afterNewline);
    this.at = end;
    this.afterNewline = 0;
    return token;
  }

  protected pushName(kind: number, end: number): number {
    const { at, text } = this;
    const id = this.tokens.names.intern(at, end, hashBetween(text, at, end));
    const token = this.tokens.push(kind, at, end, this.afterNewline, id);
    this.at = end;
    this.afterNewline = 0;
    return token;
  }

  protected report(start: number, end: number, message: string): void {
    this.tokens.problems.push({ kind: 'syntax', start, end, message });
  }
}
