import { LineIndex } from '../../core/text/line-index.js';
import type { Range } from '../../core/text/span.js';
import * as Kind from './tokens/kinds.js';
import { AFTER_NEWLINE, DECLARES, IN_TYPE, type TokenBuffer } from './tokens/token-buffer.js';

const LONGEST_MESSAGE = 100;

/** One text with its tokens: what every reader of facts is given. */
export class TypeScriptSource {
  private lines: LineIndex | undefined;

  constructor(
    readonly text: string,
    readonly tokens: TokenBuffer,
  ) {}

  /** The range from the first token to the last one, both included. */
  rangeOf(firstToken: number, lastToken: number): Range {
    const { starts, ends } = this.tokens;
    return this.rangeBetween(starts[firstToken] ?? 0, ends[lastToken] ?? 0);
  }

  rangeBetween(start: number, end: number): Range {
    this.lines ??= new LineIndex(this.text);
    return this.lines.rangeOf({ start, end });
  }

  /** The text from the first token to the last one on one line, cut when it is long. */
  excerpt(firstToken: number, lastToken: number): string {
    const { starts, ends } = this.tokens;
    const start = starts[firstToken] ?? 0;
    const end = ends[lastToken] ?? start;
    const whole = this.text.slice(start, Math.min(end, start + 4 * LONGEST_MESSAGE)).replace(/\s*[\r\n]\s*/g, ' ');
    return whole.length > LONGEST_MESSAGE ? `${whole.slice(0, LONGEST_MESSAGE - 1)}…` : whole;
  }

  kindOf(token: number): number {
    return token >= 0 && token < this.tokens.count ? (this.tokens.kinds[token] ?? Kind.END) : Kind.END;
  }

  /** The id of a name; 0 for any other token. */
  idOf(token: number): number {
    return token >= 0 && token < this.tokens.count ? (this.tokens.ids[token] ?? 0) : 0;
  }

  textOf(token: number): string {
    return this.text.slice(this.tokens.starts[token], this.tokens.ends[token]);
  }

  nameOf(token: number): string {
    return this.tokens.names.nameOf(this.idOf(token));
  }

  /** The token behind a bracket's partner, or behind the token itself when it is no bracket or has none. */
  behind(token: number): number {
    const partner = this.tokens.links[token] ?? -1;
    return partner > token ? partner + 1 : token + 1;
  }

  /** The content of a string literal as written; `undefined` for any other token. */
  stringAt(token: number): string | undefined {
    const kind = this.kindOf(token);
    return kind === Kind.STRING || kind === Kind.TEMPLATE ? this.textOf(token).slice(1, -1) : undefined;
  }

  startsLine(token: number): boolean {
    return ((this.tokens.flags[token] ?? 0) & AFTER_NEWLINE) !== 0;
  }

  isInType(token: number): boolean {
    return ((this.tokens.flags[token] ?? 0) & IN_TYPE) !== 0;
  }

  /** Neither part of a type nor the name of what it declares. */
  isInValue(token: number): boolean {
    return ((this.tokens.flags[token] ?? 0) & (IN_TYPE | DECLARES)) === 0;
  }

  markDeclaring(token: number): void {
    this.tokens.flags[token] = (this.tokens.flags[token] ?? 0) | DECLARES;
  }

  /** Marks tokens from `first` up to `end`, which is not included. */
  markType(first: number, end: number): void {
    const { flags } = this.tokens;
    for (let token = first; token < end; token++) flags[token] = (flags[token] ?? 0) | IN_TYPE;
  }
}
