import type { Span } from '../../../../core/text/span.js';

/**
 * A node of a Python syntax tree as plain data. Types are those of the tree-sitter-python grammar; offsets are UTF-16 code units. Keywords,
 * operators and punctuation, half of all that the parser finds, and what is in a string without fields are no nodes: what they say is said
 * by the type of the node around them, or read from the text. A node belongs to one tree and is never changed.
 */
export class SyntaxNode implements Span {
  /** Children that mean something: no comments. */
  readonly parts: readonly SyntaxNode[];
  private above: SyntaxNode | undefined;

  constructor(
    readonly type: string,
    readonly start: number,
    readonly end: number,
    readonly children: readonly SyntaxNode[],
  ) {
    let hasOthers = false;
    for (const child of children) {
      child.above = this;
      hasOthers ||= !isMeaningful(child);
    }
    this.parts = hasOthers ? children.filter(isMeaningful) : children;
  }

  get parent(): SyntaxNode | undefined {
    return this.above;
  }

  /** The first child of one of the types. */
  child(...types: readonly string[]): SyntaxNode | undefined {
    return this.children.find(({ type }) => types.includes(type));
  }

  childrenOf(...types: readonly string[]): readonly SyntaxNode[] {
    return this.children.filter(({ type }) => types.includes(type));
  }

  /** The nearest node above of one of the types. */
  ancestor(...types: readonly string[]): SyntaxNode | undefined {
    for (let node = this.above; node; node = node.above) if (types.includes(node.type)) return node;
    return undefined;
  }

  /** The node itself and everything below it, in source order; what lies below a node for which `enter` is false is passed over. */
  walk(enter: (node: SyntaxNode) => boolean = () => true): readonly SyntaxNode[] {
    const found: SyntaxNode[] = [];
    const open: SyntaxNode[] = [this];
    for (let node = open.pop(); node; node = open.pop()) {
      found.push(node);
      if (!enter(node)) continue;
      for (let i = node.children.length - 1; i >= 0; i--) {
        const child = node.children[i];
        if (child) open.push(child);
      }
    }
    return found;
  }

  isWithin({ start, end }: Span): boolean {
    return start <= this.start && this.end <= end;
  }

  /** A copy of the tree below, moved by so many characters. */
  shifted(by: number): SyntaxNode {
    const children = this.children.length === 0 ? noChildren : this.children.map((child) => child.shifted(by));
    return new SyntaxNode(this.type, this.start + by, this.end + by, children);
  }
}

const isMeaningful = ({ type }: SyntaxNode): boolean => type !== 'comment' && type !== 'line_continuation';

export const noChildren: readonly SyntaxNode[] = [];
