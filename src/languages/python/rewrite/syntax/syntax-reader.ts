import { Edit, type Language, type Node, type Tree } from 'web-tree-sitter';
import { LineIndex } from '../../../../core/text/line-index.js';
import { sortEdits, type TextEdit } from '../../../../core/rewrite/text-edit.js';
import type { PythonParser } from '../../parser.js';
import { keepUntouched, type KnownNodes } from './kept-nodes.js';
import { noChildren, SyntaxNode } from './syntax-node.js';

/** A text with its syntax tree. */
export interface ParsedText {
  readonly text: string;
  readonly root: SyntaxNode;
  /** The parser met something that it could not fit in, or had to make up a token. */
  readonly hasError: boolean;
  readonly native: Tree;
}

interface NodeType {
  readonly name: string;
  readonly isNamed: boolean;
  /** Its nodes have no children. */
  readonly isLeaf: boolean;
  /** Its nodes are as long as its name: keywords and punctuation. */
  readonly isLiteral: boolean;
}

const unknownType: NodeType = { name: 'ERROR', isNamed: true, isLeaf: false, isLiteral: false };

/** Named types without children; an `identifier` has one where it is a keyword that may be a name, such as `match`. */
const leaves = new Set(['string_start', 'string_end', 'integer', 'float', 'true', 'false', 'none', 'comment']);

/** Reads syntax trees out of the parser. Its trees lie in WebAssembly memory: whoever reads disposes of `native`. */
export class SyntaxReader {
  private types: readonly NodeType[] | undefined;
  /** Of the tree that is being read. */
  private hasError = false;

  constructor(private readonly parser: PythonParser) {}

  read(text: string): ParsedText {
    return this.readTree(text, undefined, new Map());
  }

  /** Reads the text that edits have led to, using what is known of the one before. */
  readNext(previous: ParsedText, text: string, edits: readonly TextEdit[]): ParsedText {
    const edited = previous.native.copy();
    tellEdits(edited, previous.text, edits);
    try {
      return this.readTree(text, edited, keepUntouched(previous.root, edits));
    } finally {
      edited.delete();
    }
  }

  private readTree(text: string, edited: Tree | undefined, known: KnownNodes): ParsedText {
    const native = this.parser.parse(text, edited);
    this.types ??= typesOf(native.language);
    this.hasError = native.rootNode.hasError;
    return { text, root: this.asPlain(native.rootNode, known), hasError: this.hasError, native };
  }

  /** Each question to the parser costs as much as making a node, so that what the type of a node tells is not asked. */
  private asPlain(node: Node, known: KnownNodes): SyntaxNode {
    const type = this.types?.[node.typeId] ?? unknownType;
    const { name, isNamed } = type;
    const start = node.startIndex;
    // A token that the parser made up has no width, whatever its type is.
    if (type.isLiteral && !this.hasError) return new SyntaxNode(name, start, start + name.length, noChildren, isNamed);
    const end = node.endIndex;
    const kept = known.get(start)?.find((one) => one.type === name && one.end - one.start === end - start);
    if (kept) return kept.shifted(start - kept.start);
    const below = type.isLeaf || isPlainName(name, end - start) ? noNodes : node.children;
    const children = below.length === 0 ? noChildren : below.map((child) => this.asPlain(child, known));
    return new SyntaxNode(name, start, end, children, isNamed);
  }
}

const noNodes: readonly Node[] = [];

/** An identifier that no keyword is: those which may be names as well have four or five letters. */
const isPlainName = (type: string, length: number): boolean =>
  type === 'identifier' && length !== 'type'.length && length !== 'match'.length;

function typesOf(language: Language): readonly NodeType[] {
  return Array.from({ length: language.nodeTypeCount }, (_, id) => {
    const name = language.nodeTypeForId(id) ?? '';
    const isNamed = language.nodeTypeIsNamed(id);
    // `not in` and `is not` are made of two tokens.
    return { name, isNamed, isLeaf: isNamed && leaves.has(name), isLiteral: !isNamed && !name.includes(' ') };
  });
}

/** The parser reads again only what edits have touched, so it is told each of them, from the last to the first. */
function tellEdits(tree: Tree, before: string, edits: readonly TextEdit[]): void {
  const lines = new LineIndex(before);
  for (const { start, end, newText } of sortEdits(edits).toReversed()) {
    const startPosition = pointAt(lines, start);
    const edit = {
      startIndex: start,
      oldEndIndex: end,
      newEndIndex: start + newText.length,
      startPosition,
      oldEndPosition: pointAt(lines, end),
      newEndPosition: pointAfter(startPosition, newText),
    };
    tree.edit(new Edit(edit));
  }
}

function pointAt(lines: LineIndex, offset: number): { row: number; column: number } {
  return { row: lines.lineAt(offset) - 1, column: lines.columnAt(offset) - 1 };
}

function pointAfter(start: { row: number; column: number }, text: string): { row: number; column: number } {
  const lines = new LineIndex(text);
  const last = pointAt(lines, text.length);
  return last.row === 0
    ? { row: start.row, column: start.column + text.length }
    : { row: start.row + last.row, column: last.column };
}
