import type { Language, Node } from 'web-tree-sitter';
import type { TextEdit } from '../../../../core/rewrite/text-edit.js';
import type { Span } from '../../../../core/text/span.js';
import type { PythonParser } from '../../parser.js';
import { shortenText, wholeOffset, type ShortenedText } from './shortened-text.js';
import { kindOf, NodeTable } from './node-table.js';
import { SyntaxNode } from './syntax-node.js';

/** A text with its syntax tree. */
export interface ParsedText {
  readonly text: string;
  readonly root: SyntaxNode;
  /** The parser met something that it could not fit in, or had to make up a token. */
  readonly hasError: boolean;
}

interface NodeType {
  readonly name: string;
  readonly kind: number;
  /** Its nodes have no children but keywords. */
  readonly isLeaf: boolean;
}

const unknownType: NodeType = { name: 'ERROR', kind: kindOf('ERROR'), isLeaf: false };

const leaves = new Set([
  ...['identifier', 'integer', 'float', 'true', 'false', 'none', 'ellipsis', 'comment', 'line_continuation'],
  ...['string_start', 'string_end', 'escape_sequence', 'pass_statement', 'break_statement', 'continue_statement'],
]);

/**
 * A literal that can hold no field: nothing but `b`, `r` and `u` stands before its quote. Its content and its quotes, a fifth of all nodes
 * of an agent, are read from the text (`strings`).
 */
const literalWithoutFields = /[bBrRuU]*["']/y;

/** Reads syntax trees out of the parser, and leaves nothing in its memory. */
export class SyntaxReader {
  private types: readonly NodeType[] | undefined;

  constructor(private readonly parser: PythonParser) {}

  read(text: string): ParsedText {
    return this.parse(text, (native) => {
      const root = this.rootOf(native, { text, wholeOffset: (offset) => offset, table: new NodeTable(text.length / 4) });
      return { text, root, hasError: native.hasError };
    });
  }

  /** Reads the text that edits have led to, and of it only what they have touched when the rest reads as it did. */
  readNext(previous: ParsedText, text: string, edits: readonly TextEdit[]): ParsedText {
    const shortened = previous.hasError ? undefined : shortenText(previous, text, edits);
    const root = shortened && this.parse(shortened.text, (native) => this.withKept(native, shortened));
    return root ? { text, root, hasError: false } : this.read(text);
  }

  private parse<Answer>(text: string, read: (root: Node) => Answer): Answer {
    const native = this.parser.parse(text);
    try {
      this.types ??= typesOf(native.language);
      return read(native.rootNode);
    } finally {
      native.delete();
    }
  }

  /** `undefined` when the text does not parse, or when something has taken a stand-in for anything but a definition. */
  private withKept(native: Node, shortened: ShortenedText): SyntaxNode | undefined {
    if (native.hasError) return undefined;
    const missing = new Map(shortened.kept.map((one) => [one.start, one]));
    const root = this.rootOf(native, {
      text: shortened.text,
      table: new NodeTable(shortened.wholeLength / 4),
      wholeOffset: (offset) => wholeOffset(shortened, offset),
      takeKept: (table, node, above) => {
        const kept = missing.get(node.start);
        if (kept?.node.type !== node.type || kept.end !== node.end) return false;
        missing.delete(node.start);
        kept.node.addTo(table, kept.end + kept.shift - kept.node.end, above);
        return true;
      },
    });
    return missing.size === 0 ? root : undefined;
  }

  private rootOf(native: Node, reading: Reading): SyntaxNode {
    this.add(native, -1, reading);
    return SyntaxNode.root(reading.table);
  }

  /** Each question to the parser costs as much as making a node, so that what the type of a node tells is not asked. */
  private add(node: Node, above: number, reading: Reading): void {
    const type = this.types?.[node.typeId] ?? unknownType;
    const { name, kind } = type;
    const { table } = reading;
    const [start, end] = [node.startIndex, node.endIndex];
    if (reading.takeKept?.(table, { type: name, start, end }, above) === true) return;
    const at = table.open(kind, reading.wholeOffset(start), reading.wholeOffset(end), above);
    if (type.isLeaf || (name === 'string' && isWithoutFields(reading.text, start))) return;
    const below = node.namedChildren;
    for (const child of below) this.add(child, at, reading);
    // The parser's node would keep all nodes below it in memory until the whole tree is read.
    below.length = 0;
    table.close(at);
  }
}

/** How one tree of the parser is read. */
interface Reading {
  /** The parser's text. */
  readonly text: string;
  readonly table: NodeTable;
  /** An offset of the parser's text in the whole one. */
  readonly wholeOffset: (offset: number) => number;
  /** Adds a tree that is known already in the place of a node of the parser's text. */
  readonly takeKept?: (table: NodeTable, node: Span & { readonly type: string }, above: number) => boolean;
}

function isWithoutFields(text: string, start: number): boolean {
  literalWithoutFields.lastIndex = start;
  return literalWithoutFields.test(text);
}

function typesOf(language: Language): readonly NodeType[] {
  return Array.from({ length: language.nodeTypeCount }, (_, id) => {
    const name = language.nodeTypeForId(id) ?? '';
    return { name, kind: kindOf(name), isLeaf: leaves.has(name) };
  });
}
