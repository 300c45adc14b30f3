import type { Tree } from 'web-tree-sitter';
import type { TextEdit } from '../../../../core/rewrite/text-edit.js';
import type { Span } from '../../../../core/text/span.js';
import type { NodeVisitor } from '../../native-nodes.js';
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
  private readonly types: readonly NodeType[];

  constructor(private readonly parser: PythonParser) {
    this.types = parser.typeNames.map((name) => ({ name, kind: kindOf(name), isLeaf: leaves.has(name) }));
  }

  read(text: string): ParsedText {
    return this.parse(text, (native) => {
      const table = new NodeTable(text.length / CHARACTERS_PER_NODE);
      const root = this.rootOf(native, { text, table, wholeOffset: (offset) => offset });
      return { text, root, hasError: native.rootNode.hasError };
    });
  }

  /** Reads the text that edits have led to, and of it only what they have touched when the rest reads as it did. */
  readNext(previous: ParsedText, text: string, edits: readonly TextEdit[]): ParsedText {
    const shortened = previous.hasError ? undefined : shortenText(previous, text, edits);
    const root = shortened && this.parse(shortened.text, (native) => this.withKept(native, shortened));
    return root ? { text, root, hasError: false } : this.read(text);
  }

  private parse<Answer>(text: string, read: (tree: Tree) => Answer): Answer {
    const native = this.parser.parse(text);
    try {
      return read(native);
    } finally {
      native.delete();
    }
  }

  /** `undefined` when the text does not parse, or when something has taken a stand-in for anything but a definition. */
  private withKept(native: Tree, shortened: ShortenedText): SyntaxNode | undefined {
    if (native.rootNode.hasError) return undefined;
    const missing = new Map(shortened.kept.map((one) => [one.start, one]));
    const root = this.rootOf(native, {
      text: shortened.text,
      table: new NodeTable(shortened.wholeLength / CHARACTERS_PER_NODE),
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

  private rootOf(native: Tree, reading: Reading): SyntaxNode {
    this.parser.nodes.visit(native, new TableWriter(this.types, reading));
    return SyntaxNode.root(reading.table);
  }
}

/** About as many stand for a node, so that a table seldom has to grow. */
const CHARACTERS_PER_NODE = 4;

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

/** Puts the nodes that it is shown into a table. */
class TableWriter implements NodeVisitor {
  /** The nodes above the next one, from the root on. */
  private readonly open: number[] = [];

  constructor(
    private readonly types: readonly NodeType[],
    private readonly reading: Reading,
  ) {}

  enter(typeId: number, start: number, end: number): boolean {
    const { name, kind, isLeaf } = this.types[typeId] ?? unknownType;
    const { table, text, wholeOffset: offsetOf, takeKept } = this.reading;
    const above = this.open.at(-1) ?? -1;
    if (takeKept?.(table, { type: name, start, end }, above) === true) return false;
    const node = table.open(kind, offsetOf(start), offsetOf(end), above);
    if (isLeaf || (name === 'string' && isWithoutFields(text, start))) return false;
    this.open.push(node);
    return true;
  }

  leave(): void {
    this.reading.table.close(this.open.pop() ?? 0);
  }
}

function isWithoutFields(text: string, start: number): boolean {
  literalWithoutFields.lastIndex = start;
  return literalWithoutFields.test(text);
}
