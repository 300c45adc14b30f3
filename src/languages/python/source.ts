import { LineIndex } from '../../core/text/line-index.js';
import type { Range } from '../../core/text/span.js';
import type { ScopeTable } from './scopes.js';
import type { StatementTable } from './statements.js';
import * as Kind from './tokens/kinds.js';
import type { ScannedText } from './tokens/scanned-text.js';
import type { TokenTable } from './tokens/token-table.js';

const LONGEST_MESSAGE = 100;

/** One text with its tokens, statements and scopes: what every reader of facts is given. */
export class PythonSource {
  readonly tokens: TokenTable;
  readonly statements: StatementTable;
  readonly scopes: ScopeTable;
  private lines: LineIndex | undefined;

  constructor(
    readonly text: string,
    readonly scanned: ScannedText,
  ) {
    this.tokens = scanned.tokens;
    this.statements = scanned.statements;
    this.scopes = scanned.scopes;
  }

  /** The range from the first token to the last one, both included. */
  rangeOf(firstToken: number, lastToken: number): Range {
    const { starts, ends } = this.tokens;
    return this.rangeBetween(starts[firstToken] ?? 0, ends[lastToken] ?? 0);
  }

  rangeBetween(start: number, end: number): Range {
    this.lines ??= new LineIndex(this.text, this.tokens.physicalLines);
    return this.lines.rangeOf({ start, end });
  }

  /** The text from the first token to the last one on one line, cut when it is long. */
  excerpt(firstToken: number, lastToken: number): string {
    const { starts, ends } = this.tokens;
    const start = starts[firstToken] ?? 0;
    const end = ends[lastToken] ?? start;
    const whole = this.text.slice(start, Math.min(end, start + 4 * LONGEST_MESSAGE)).replace(/\s*\n\s*/g, ' ');
    return whole.length > LONGEST_MESSAGE ? `${whole.slice(0, LONGEST_MESSAGE - 1)}…` : whole;
  }

  textOf(token: number): string {
    return this.text.slice(this.tokens.starts[token], this.tokens.ends[token]);
  }

  /** The name or keyword there; empty for any other token. */
  nameOf(token: number): string {
    return (this.tokens.ids[token] ?? 0) === 0 ? '' : this.textOf(token);
  }

  /** The content of a plain string literal as written; `undefined` for any other token. */
  stringAt(token: number): string | undefined {
    return this.tokens.kinds[token] === Kind.STRING ? contentOf(this.textOf(token)) : undefined;
  }
}

const literal = /^[A-Za-z]{0,2}('''|"""|'|")([\s\S]*)\1$/;

const contentOf = (source: string): string | undefined => literal.exec(source)?.[2];
