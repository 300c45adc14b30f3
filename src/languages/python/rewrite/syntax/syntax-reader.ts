import type { Language, Node } from 'web-tree-sitter';
import type { TextEdit } from '../../../../core/rewrite/text-edit.js';
import type { PythonParser } from '../../parser.js';
import { shortenText, wholeOffset, type ShortenedText } from './shortened-text.js';
import { noChildren, SyntaxNode } from './syntax-node.js';

/** A text with its syntax tree. */
export interface ParsedText {
  readonly text: string;
  readonly root: SyntaxNode;
  /** The parser met something that it could not fit in, or had to make up a token. */
  readonly hasError: boolean;
}

interface NodeType {
  readonly name: string;
  /** Its nodes have no children but keywords. */
  readonly isLeaf: boolean;
}

const unknownType: NodeType = { name: 'ERROR', isLeaf: false };

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
      const root = this.asPlain(native, { text, wholeOffset: (offset) => offset });
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
    const root = this.asPlain(native, {
      text: shortened.text,
      wholeOffset: (offset) => wholeOffset(shortened, offset),
      keptAt: (type, start, end) => {
        const kept = missing.get(start);
        if (kept?.node.type !== type || kept.end !== end) return undefined;
        missing.delete(start);
        return kept.node.shifted(kept.end + kept.shift - kept.node.end);
      },
    });
    return missing.size === 0 ? root : undefined;
  }

  /** Each question to the parser costs as much as making a node, so that what the type of a node tells is not asked. */
  private asPlain(node: Node, reading: Reading): SyntaxNode {
    const type = this.types?.[node.typeId] ?? unknownType;
    const { name } = type;
    const [at, to] = [node.startIndex, node.endIndex];
    const kept = reading.keptAt?.(name, at, to);
    if (kept) return kept;
    const isLeaf = type.isLeaf || (name === 'string' && isWithoutFields(reading.text, at));
    const below = isLeaf ? [] : node.namedChildren;
    const children = below.length === 0 ? noChildren : below.map((child) => this.asPlain(child, reading));
    // The parser's node would keep all nodes below it in memory until the whole tree is read.
    below.length = 0;
    return new SyntaxNode(name, reading.wholeOffset(at), reading.wholeOffset(to), children);
  }
}

/** How one tree of the parser is read. */
interface Reading {
  /** The parser's text. */
  readonly text: string;
  /** An offset of the parser's text in the whole one. */
  readonly wholeOffset: (offset: number) => number;
  /** A tree that is known already. */
  readonly keptAt?: (type: string, start: number, end: number) => SyntaxNode | undefined;
}

function isWithoutFields(text: string, start: number): boolean {
  literalWithoutFields.lastIndex = start;
  return literalWithoutFields.test(text);
}

function typesOf(language: Language): readonly NodeType[] {
  return Array.from({ length: language.nodeTypeCount }, (_, id) => {
    const name = language.nodeTypeForId(id) ?? '';
    return { name, isLeaf: leaves.has(name) };
  });
}
