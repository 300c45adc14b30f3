// The part of YAML that start-up manifests are written in: block and flow collections, quoted and plain texts, block texts, comments and
// several documents. Anchors and tags are stepped over and aliases stay texts; nothing is computed from them.
import type { DataNode, MapEntry, ScalarNode } from './data-node.js';
import { FlowReader, NotReadable } from './flow-reader.js';

interface Line {
  readonly number: number;
  readonly indent: number;
  /** Offset of the first character that is no blank, and of the end, without a comment. */
  readonly start: number;
  readonly end: number;
}

interface Key {
  readonly value: string;
  /** Where the text after the colon starts, from the start of the line's content. */
  readonly end: number;
}

/** The documents of a YAML text as a list. Throws `NotReadable` where the text is no YAML of this kind. */
export function readYaml(text: string): DataNode {
  return new YamlReader(text).documents();
}

class YamlReader {
  private readonly lines: readonly Line[];
  private at = 0;

  constructor(private readonly text: string) {
    this.lines = linesOf(text);
  }

  documents(): DataNode {
    const items: DataNode[] = [];
    for (let line = this.line(); line; line = this.line()) {
      if (/^(?:---|\.\.\.|%)/u.test(this.content(line)) && line.indent === 0) this.at++;
      else items.push(this.block(line.indent, 0));
    }
    return { kind: 'list', items, line: 1, column: 1 };
  }

  /** The value whose lines are indented by `indent`. */
  private block(indent: number, depth: number): DataNode {
    const line = this.line();
    if (!line || depth > 100) throw new NotReadable('no value');
    const content = this.content(line);
    if (/^-(?:\s|$)/u.test(content)) return this.list(indent, depth);
    if (keyOf(content)) return this.map(indent, depth);
    this.at++;
    return this.inline(line, line.start, indent, depth);
  }

  private list(indent: number, depth: number): DataNode {
    const items: DataNode[] = [];
    const first = this.line();
    for (let line = first; line?.indent === indent; line = this.line()) {
      const marker = /^-(?:\s+|$)/u.exec(this.content(line));
      if (!marker) break;
      const start = line.start + marker[0].length;
      items.push(this.item(line, start, indent, depth));
    }
    return { kind: 'list', items, line: first?.number ?? 1, column: indent + 1 };
  }

  /** What follows the dash: on the same line it may begin a block of its own, indented by where it stands. */
  private item(line: Line, start: number, indent: number, depth: number): DataNode {
    const rest = this.text.slice(start, line.end);
    const startsBlock = keyOf(rest) !== undefined || /^-\s/u.test(rest);
    if (!startsBlock) {
      this.at++;
      return rest === '' ? this.below(line, indent + 1, depth) : this.inline(line, start, indent, depth);
    }
    const inner = line.indent + (start - line.start);
    this.replaceLine({ ...line, start, indent: inner });
    return this.block(inner, depth + 1);
  }

  private map(indent: number, depth: number): DataNode {
    const entries: MapEntry[] = [];
    const first = this.line();
    for (let line = first; line?.indent === indent; line = this.line()) {
      const found = keyOf(this.content(line));
      if (!found) break;
      const { value, end } = found;
      const column = line.indent + 1;
      const key: ScalarNode = { kind: 'scalar', value, line: line.number, column, endColumn: column + value.length };
      this.at++;
      const start = line.start + end;
      const isEmpty = this.text.slice(start, line.end).trim() === '';
      // A list under a key may stand at the key's own indentation.
      const node = isEmpty ? this.below(line, indent + 1, depth, indent) : this.inline(line, start, indent, depth);
      entries.push({ key, value: node });
    }
    return { kind: 'map', entries, line: first?.number ?? 1, column: indent + 1 };
  }

  /** The block under a line that ends in `:` or `-`; an empty text when there is none. */
  private below(line: Line, least: number, depth: number, listIndent = least): DataNode {
    const next = this.line();
    const isList = next !== undefined && next.indent === listIndent && /^-(?:\s|$)/u.test(this.content(next));
    if (next && (next.indent >= least || isList)) return this.block(next.indent, depth + 1);
    return { kind: 'scalar', value: '', line: line.number, column: line.indent + 1, endColumn: line.indent + 1 };
  }

  /** A value on the rest of a line; what is indented more continues it. */
  private inline(line: Line, from: number, indent: number, depth: number): DataNode {
    const decorated = /^\s*(?:[&!][^\s]*\s*)*/u.exec(this.text.slice(from, line.end))?.[0].length ?? 0;
    const start = from + decorated;
    const first = this.text[start] ?? '';
    if (start >= line.end) return this.below(line, indent + 1, depth, indent);
    if (first === '{' || first === '[' || first === '"' || first === "'") return this.flow(line, start);
    const rest = this.continuation(indent);
    const own = /^[|>]/u.test(first) ? '' : this.text.slice(start, line.end);
    const column = start - (line.start - line.indent) + 1;
    return {
      kind: 'scalar',
      value: [own, ...rest].join(/^\|/u.test(first) ? '\n' : ' ').trim(),
      line: line.number,
      column,
      endColumn: column + own.length,
    };
  }

  private flow(line: Line, start: number): DataNode {
    const options = { separator: ':', comments: true } as const;
    const reader = new FlowReader(this.text, options, start, line.number, line.start - line.indent);
    const node = reader.value();
    while ((this.line()?.number ?? Infinity) <= reader.line) this.at++;
    return node;
  }

  private continuation(indent: number): readonly string[] {
    const texts: string[] = [];
    for (let line = this.line(); line && line.indent > indent; line = this.line()) {
      texts.push(this.content(line));
      this.at++;
    }
    return texts;
  }

  private line(): Line | undefined {
    return this.replaced?.index === this.at ? this.replaced.line : this.lines[this.at];
  }

  private replaced: { readonly index: number; readonly line: Line } | undefined;

  private replaceLine(line: Line): void {
    this.replaced = { index: this.at, line };
  }

  private content(line: Line): string {
    return this.text.slice(line.start, line.end);
  }
}

/** The key that a line begins with; `undefined` when it begins with none. */
function keyOf(content: string): Key | undefined {
  const quoted = /^"((?:[^"\\]|\\.)*)"\s*:(?=\s|$)|^'([^']*)'\s*:(?=\s|$)/u.exec(content);
  if (quoted) return { value: quoted[1] ?? quoted[2] ?? '', end: quoted[0].length };
  if (/^(?:[#,[\]{}&*!|>%@`"']|[-?:](?:\s|$))/u.test(content)) return undefined;
  for (let colon = content.indexOf(':'); colon !== -1; colon = content.indexOf(':', colon + 1)) {
    const after = content[colon + 1];
    if (after === undefined || after === ' ' || after === '\t')
      return { value: content.slice(0, colon).trimEnd(), end: colon + 1 };
  }
  return undefined;
}

/** Lines that hold something, without their comments. */
function linesOf(text: string): readonly Line[] {
  const lines: Line[] = [];
  let number = 0;
  for (let offset = 0; offset <= text.length;) {
    number++;
    const newline = text.indexOf('\n', offset);
    const end = newline === -1 ? text.length : newline;
    const indent = /^ */u.exec(text.slice(offset, end))?.[0].length ?? 0;
    const content = withoutComment(text.slice(offset + indent, end)).trimEnd();
    if (content.startsWith('\t')) throw new NotReadable(`a tab indents line ${number}`);
    if (content !== '') lines.push({ number, indent, start: offset + indent, end: offset + indent + content.length });
    offset = end + 1;
  }
  return lines;
}

/** Cuts at a `#` that stands outside quotes at the start or after a blank. */
function withoutComment(content: string): string {
  if (!content.includes('#')) return content;
  let quote = '';
  for (let at = 0; at < content.length; at++) {
    const character = content[at] ?? '';
    const before = content[at - 1] ?? ' ';
    if (quote !== '') {
      if (character === '\\' && quote === '"') at++;
      else if (character === quote) quote = '';
    } else if ((character === '"' || character === "'") && /[\s[{,:]/u.test(before)) quote = character;
    else if (character === '#' && /\s/u.test(before)) return content.slice(0, at);
  }
  return content;
}
