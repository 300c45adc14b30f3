import type { Span } from '../../../../core/text/span.js';
import { kindOf, type NodeTable } from './node-table.js';

/** A tree, and those of its nodes that somebody has asked for. */
interface Tree {
  readonly table: NodeTable;
  readonly nodes: (SyntaxNode | undefined)[];
}

/**
 * A node of a Python syntax tree, made when it is asked for, once. Types are those of the tree-sitter-python grammar; offsets are UTF-16 code
 * units. Keywords, operators and punctuation, half of all that the parser finds, and what is in a string without fields are no nodes: what
 * they say is said by the type of the node around them, or read from the text. A node belongs to one tree and is never changed.
 */
export class SyntaxNode implements Span {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  private below: readonly SyntaxNode[] | undefined;
  private meaningful: readonly SyntaxNode[] | undefined;

  private constructor(
    private readonly tree: Tree,
    /** Its place in the table. */
    private readonly index: number,
  ) {
    const { table } = tree;
    this.type = table.typeOf(index);
    this.start = table.start(index);
    this.end = table.end(index);
  }

  /** The root of the tree that a table holds. */
  static root(table: NodeTable): SyntaxNode {
    return SyntaxNode.at({ table, nodes: new Array<SyntaxNode | undefined>(table.count) }, 0);
  }

  private static at(tree: Tree, index: number): SyntaxNode {
    return (tree.nodes[index] ??= new SyntaxNode(tree, index));
  }

  get children(): readonly SyntaxNode[] {
    return (this.below ??= this.readChildren());
  }

  /** Children that mean something: no comments. */
  get parts(): readonly SyntaxNode[] {
    return (this.meaningful ??= this.readParts());
  }

  get parent(): SyntaxNode | undefined {
    const above = this.tree.table.above(this.index);
    return above < 0 ? undefined : SyntaxNode.at(this.tree, above);
  }

  /** The first child of one of the types. */
  child(...types: readonly string[]): SyntaxNode | undefined {
    const { table } = this.tree;
    const end = table.behind(this.index);
    for (let at = this.index + 1; at < end; at = table.behind(at))
      if (types.includes(table.typeOf(at))) return SyntaxNode.at(this.tree, at);
    return undefined;
  }

  childrenOf(...types: readonly string[]): readonly SyntaxNode[] {
    const { table } = this.tree;
    const end = table.behind(this.index);
    const found: SyntaxNode[] = [];
    for (let at = this.index + 1; at < end; at = table.behind(at))
      if (types.includes(table.typeOf(at))) found.push(SyntaxNode.at(this.tree, at));
    return found;
  }

  /** The nearest node above of one of the types. */
  ancestor(...types: readonly string[]): SyntaxNode | undefined {
    const { table } = this.tree;
    for (let at = table.above(this.index); at >= 0; at = table.above(at))
      if (types.includes(table.typeOf(at))) return SyntaxNode.at(this.tree, at);
    return undefined;
  }

  /** The node itself and everything below it, in source order; what lies below a node for which `enter` is false is passed over. */
  walk(enter: (node: SyntaxNode) => boolean = () => true): readonly SyntaxNode[] {
    const { table } = this.tree;
    const end = table.behind(this.index);
    const found: SyntaxNode[] = [];
    for (let at = this.index; at < end;) {
      const node = SyntaxNode.at(this.tree, at);
      found.push(node);
      at = enter(node) ? at + 1 : table.behind(at);
    }
    return found;
  }

  /** All nodes of a type in the whole tree, in source order. */
  allOf(type: string): SyntaxNode[] {
    const places = this.tree.table.ofKind(kindOf(type));
    const found = new Array<SyntaxNode>(places.length);
    for (const [index, at] of places.entries()) found[index] = SyntaxNode.at(this.tree, at);
    return found;
  }

  /** The nodes of certain types below it that are below no other such, in source order; of nodes in between, nothing is made. */
  topmost(kinds: ReadonlySet<number>): readonly SyntaxNode[] {
    const { table } = this.tree;
    const end = table.behind(this.index);
    const found: SyntaxNode[] = [];
    for (let at = this.index + 1; at < end;) {
      const isFound = kinds.has(table.kind(at));
      if (isFound) found.push(SyntaxNode.at(this.tree, at));
      at = isFound ? table.behind(at) : at + 1;
    }
    return found;
  }

  isWithin({ start, end }: Span): boolean {
    return start <= this.start && this.end <= end;
  }

  /** Adds a copy of the tree below to another one, moved by so many characters. */
  addTo(table: NodeTable, by: number, above: number): void {
    table.take(this.tree.table, this.index, by, above);
  }

  private readChildren(): readonly SyntaxNode[] {
    const { table } = this.tree;
    const end = table.behind(this.index);
    if (end === this.index + 1) return noChildren;
    const children: SyntaxNode[] = [];
    for (let at = this.index + 1; at < end; at = table.behind(at)) children.push(SyntaxNode.at(this.tree, at));
    return children;
  }

  private readParts(): readonly SyntaxNode[] {
    const { table } = this.tree;
    const end = table.behind(this.index);
    if (end === this.index + 1) return noChildren;
    const parts: SyntaxNode[] = [];
    for (let at = this.index + 1; at < end; at = table.behind(at)) {
      const kind = table.kind(at);
      if (kind !== comment && kind !== lineContinuation) parts.push(SyntaxNode.at(this.tree, at));
    }
    return parts;
  }
}

const [comment, lineContinuation] = [kindOf('comment'), kindOf('line_continuation')];

const noChildren: readonly SyntaxNode[] = [];
