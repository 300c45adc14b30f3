import type { Tree } from 'web-tree-sitter';
import type { TextEdit } from '../../../../core/rewrite/text-edit.js';
import type { Span } from '../../../../core/text/span.js';
import type { NodeVisitor } from '../../native-nodes.js';
import type { PythonParser } from '../../parser.js';
import { shortenText, standInType, wholeOffset, type ShortenedText } from './shortened-text.js';
import { NameNumbers } from './name-numbers.js';
import { kindOf, NodeTable } from './node-table.js';
import { SyntaxTree, type SyntaxNode } from './syntax-node.js';

/** A text with its syntax tree. */
export interface ParsedText {
  readonly text: string;
  readonly root: SyntaxNode;
  /** The parser met something that it could not fit in, or had to make up a token. */
  readonly hasError: boolean;
  /** What it has from the text that edits made it of. */
  readonly kept?: KeptTrees;
}

/** Nodes next to each other in a table. */
export interface KeptPlaces {
  readonly first: number;
  /** The first one behind them. */
  readonly behind: number;
}

/** The definitions whose trees were taken over as they are. */
export interface KeptTrees {
  readonly from: ParsedText;
  /** Where they stand in the table, in source order. */
  readonly places: readonly KeptPlaces[];
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
  private readonly names = new NameNumbers();

  constructor(private readonly parser: PythonParser) {
    this.types = parser.typeNames.map((name) => ({ name, kind: kindOf(name), isLeaf: leaves.has(name) }));
  }

  read(text: string): ParsedText {
    return this.parse(text, (native) => {
      const root = this.rootOf(native, this.writer(text, text.length));
      return { text, root, hasError: native.rootNode.hasError };
    });
  }

  /** Reads the text that edits have led to, and of it only what they have touched when the rest reads as it did. */
  readNext(previous: ParsedText, text: string, edits: readonly TextEdit[]): ParsedText {
    const shortened = previous.hasError ? undefined : shortenText(previous, text, edits);
    const read = shortened && this.parse(shortened.text, (native) => this.withKept(native, shortened, text.length));
    if (!read) return this.read(text);
    return { text, root: read.root, hasError: false, kept: { from: previous, places: read.places } };
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
  private withKept(
    native: Tree,
    shortened: ShortenedText,
    length: number,
  ): { readonly root: SyntaxNode; readonly places: readonly KeptPlaces[] } | undefined {
    if (native.rootNode.hasError) return undefined;
    const writer = this.writer(shortened.text, length, shortened);
    const root = this.rootOf(native, writer);
    return writer.hasAllKept ? { root, places: writer.keptPlaces } : undefined;
  }

  private writer(text: string, length: number, shortened?: ShortenedText): TableWriter {
    // About as many characters stand for a node, so that a table seldom has to grow.
    return new TableWriter(
      this.types,
      text,
      new NodeTable(Math.ceil(length / CHARACTERS_PER_NODE), this.names),
      shortened,
    );
  }

  private rootOf(native: Tree, writer: TableWriter): SyntaxNode {
    this.parser.nodes.visit(native, writer);
    return new SyntaxTree(writer.table).root;
  }
}

const CHARACTERS_PER_NODE = 6;

const [identifier, decorated] = [kindOf('identifier'), kindOf('decorated_definition')];

/** Puts the nodes that it is shown into a table. */
class TableWriter implements NodeVisitor {
  /** The nodes above the next one, from the root on. */
  private readonly open: number[] = [];
  /** Where the definitions that were left out have been put in. */
  readonly keptPlaces: KeptPlaces[] = [];

  constructor(
    private readonly types: readonly NodeType[],
    /** The parser's text. */
    private readonly text: string,
    readonly table: NodeTable,
    private readonly shortened?: ShortenedText,
  ) {}

  get hasAllKept(): boolean {
    return this.keptPlaces.length === this.shortened?.kept.length;
  }

  enter(typeId: number, start: number, end: number): boolean {
    const { name, kind, isLeaf } = this.types[typeId] ?? unknownType;
    const above = this.open.at(-1) ?? -1;
    if (this.takesKept(name, { start, end }, above)) return false;
    const span = { start: this.offsetOf(start), end: this.offsetOf(end) };
    const node = this.table.open(kind, span, above, kind === identifier ? this.nameAt(start, end) : 0);
    if (isLeaf || (name === 'string' && isWithoutFields(this.text, start))) return false;
    this.open.push(node);
    return true;
  }

  private nameAt(start: number, end: number): number {
    return this.table.names.numberOf(this.text.slice(start, end));
  }

  leave(): void {
    this.table.close(this.open.pop() ?? 0);
  }

  /** Adds the tree that is known already in the place of its stand-in; they come in source order. */
  private takesKept(type: string, { start, end }: Span, above: number): boolean {
    const kept = this.shortened?.kept[this.keptPlaces.length];
    if (kept?.start !== start || type !== standInType || kept.end !== end) return false;
    const { first, last, shift } = kept;
    const { table } = first.tree;
    // Decorators that have come to stand above are those of one definition, together with the decorators that it has.
    if (this.table.kind(above) === decorated && (first !== last || first.type === 'decorated_definition')) return false;
    const [from, behind] = [this.table.count, table.behind(last.index)];
    this.table.take(table, { first: first.index, behind }, kept.end + shift - last.end, above);
    this.keptPlaces.push({ first: from, behind: this.table.count });
    return true;
  }

  /** An offset of the parser's text in the whole one. */
  private offsetOf(offset: number): number {
    return this.shortened ? wholeOffset(this.shortened, offset) : offset;
  }
}

function isWithoutFields(text: string, start: number): boolean {
  literalWithoutFields.lastIndex = start;
  return literalWithoutFields.test(text);
}
