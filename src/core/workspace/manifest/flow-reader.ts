import type { DataNode, ListNode, MapEntry, MapNode, ScalarNode } from './data-node.js';

export interface FlowOptions {
  /** What stands between a key and its value: `:` in JSON and YAML, `=` in TOML. */
  readonly separator: ':' | '=';
  /** What begins a comment; JSON has none. */
  readonly comments: boolean;
}

/** Thrown for a text that is no value of the notation; callers pass such a document over. */
export class NotReadable extends Error {
  override readonly name = 'NotReadable';
}

const NEWLINE = 10;
const HASH = 35;

function isBlank(code: number): boolean {
  return code === 32 || code === 9 || code === 13;
}

/** A comma, a bracket or the end of the line. */
function endsPlain(code: number): boolean {
  return code === 44 || code === 91 || code === 93 || code === 123 || code === 125 || code === NEWLINE;
}

const closing: Readonly<Record<string, string>> = { '{': '}', '[': ']' };

/** Reads values in brackets: JSON documents, YAML's flow collections, TOML's arrays and inline tables. Trailing commas are taken. */
export class FlowReader {
  private lineStart: number;

  /** `line` and `lineStart` tell where `position` lies in the whole text. */
  constructor(
    private readonly text: string,
    private readonly options: FlowOptions,
    public position = 0,
    public line = 1,
    lineStart = 0,
  ) {
    this.lineStart = lineStart;
  }

  value(depth = 0): DataNode {
    if (depth > 100) throw new NotReadable('nested too deeply');
    this.skipBlank();
    const character = this.text[this.position];
    if (character === '{') return this.map(depth);
    if (character === '[') return this.list(depth);
    return this.scalar();
  }

  /** Whether nothing but blanks and comments is left. */
  atEnd(): boolean {
    this.skipBlank();
    return this.position >= this.text.length;
  }

  private list(depth: number): ListNode {
    const { line, column } = this.place();
    const items: DataNode[] = [];
    while (this.next(closing['['] ?? '')) items.push(this.value(depth + 1));
    return { kind: 'list', items, line, column };
  }

  private map(depth: number): MapNode {
    const { line, column } = this.place();
    const entries: MapEntry[] = [];
    while (this.next(closing['{'] ?? '')) {
      const key = this.scalar();
      this.skipBlank();
      // YAML allows a key without a value: `{a, b}`.
      const hasValue = this.text[this.position] === this.options.separator;
      if (hasValue) this.position++;
      entries.push({ key, value: hasValue ? this.value(depth + 1) : { ...key, value: '' } });
    }
    return { kind: 'map', entries, line, column };
  }

  /** Steps over the opening bracket or a comma; false, and past it, when the closing bracket comes. */
  private next(end: string): boolean {
    const first = this.text[this.position];
    if (first === '{' || first === '[' || first === ',') this.position++;
    else if (first !== end) throw new NotReadable(`no comma in line ${this.line}`);
    this.skipBlank();
    if (this.position >= this.text.length) throw new NotReadable('not closed');
    if (this.text[this.position] !== end) return true;
    this.position++;
    // What follows the collection is looked at by the collection around it.
    this.skipBlankInside();
    return false;
  }

  private scalar(): ScalarNode {
    this.skipBlank();
    const { line, column } = this.place();
    const quote = this.text[this.position];
    const value = quote === '"' || quote === "'" ? this.quoted(quote) : this.plain();
    const endColumn = this.position - this.lineStart + 1;
    this.skipBlankInside();
    return { kind: 'scalar', value, line, column, endColumn };
  }

  private quoted(quote: string): string {
    const start = this.position;
    for (let at = start + 1; at < this.text.length; at++) {
      const character = this.text[at];
      if (character === '\n') throw new NotReadable('a text that is not closed');
      if (character === '\\' && quote === '"') at++;
      else if (character === quote) {
        this.position = at + 1;
        return quote === '"' ? unescaped(this.text.slice(start, at + 1)) : this.text.slice(start + 1, at);
      }
    }
    throw new NotReadable('a text that is not closed');
  }

  private plain(): string {
    const start = this.position;
    const separator = this.options.separator.charCodeAt(0);
    for (; this.position < this.text.length; this.position++) {
      const code = this.text.charCodeAt(this.position);
      if (endsPlain(code) || (code === separator && this.endsKey()) || (code === HASH && this.startsComment())) break;
    }
    if (this.position === start) throw new NotReadable(`no value in line ${this.line}`);
    return this.text.slice(start, this.position).trim();
  }

  /** In YAML `a:b` is one plain text; a separator is followed by a blank. */
  private endsKey(): boolean {
    if (this.options.separator === '=') return true;
    const next = this.text.charCodeAt(this.position + 1);
    return Number.isNaN(next) || isBlank(next) || endsPlain(next);
  }

  private startsComment(): boolean {
    if (!this.options.comments) return false;
    const before = this.text.charCodeAt(this.position - 1);
    return Number.isNaN(before) || before === NEWLINE || isBlank(before);
  }

  private skipBlank(): void {
    for (; this.position < this.text.length; this.position++) {
      const code = this.text.charCodeAt(this.position);
      if (code === NEWLINE) this.startLine();
      else if (code === HASH && this.startsComment()) this.position = this.endOfLine() - 1;
      else if (!isBlank(code)) return;
    }
  }

  /** After a value: only when more of an enclosing collection may follow, so a value at the end keeps its line. */
  private skipBlankInside(): void {
    const { position, line, lineStart } = this;
    this.skipBlank();
    const follows = this.text[this.position];
    if (follows !== undefined && (',]}'.includes(follows) || follows === this.options.separator)) return;
    this.position = position;
    this.line = line;
    this.lineStart = lineStart;
  }

  private endOfLine(): number {
    const end = this.text.indexOf('\n', this.position);
    return end === -1 ? this.text.length : end;
  }

  private startLine(): void {
    this.line++;
    this.lineStart = this.position + 1;
  }

  private place(): { readonly line: number; readonly column: number } {
    return { line: this.line, column: this.position - this.lineStart + 1 };
  }
}

/** A quoted text in double quotes, with the escapes that JSON, YAML and TOML share. */
function unescaped(quoted: string): string {
  try {
    return String(JSON.parse(quoted.replace(/\t/gu, '\\t')));
  } catch {
    return quoted.slice(1, -1);
  }
}
