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
}

/** Reads syntax trees out of the parser. Its trees lie in WebAssembly memory: whoever reads disposes of `native`. */
export class SyntaxReader {
  private types: readonly NodeType[] | undefined;

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
    return { text, root: this.asPlain(native.rootNode, known), hasError: native.rootNode.hasError, native };
  }

  private asPlain(node: Node, known: KnownNodes): SyntaxNode {
    const { name, isNamed } = this.types?.[node.typeId] ?? { name: 'ERROR', isNamed: true };
    const start = node.startIndex;
    const kept = known.get(start)?.find((one) => one.type === name);
    if (kept && node.endIndex - start === kept.end - kept.start) return kept.shifted(start - kept.start);
    const children = node.childCount === 0 ? noChildren : node.children.map((child) => this.asPlain(child, known));
    return new SyntaxNode(name, start, node.endIndex, children, isNamed);
  }
}

function typesOf(language: Language): readonly NodeType[] {
  return Array.from({ length: language.nodeTypeCount }, (_, id) => ({
    name: language.nodeTypeForId(id) ?? '',
    isNamed: language.nodeTypeIsNamed(id),
  }));
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
