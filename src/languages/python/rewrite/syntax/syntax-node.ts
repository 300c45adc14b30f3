import type { Span } from '../../../../core/text/span.js';
import { isMeaningful, kindOf, type NodeTable } from './node-table.js';

/** A tree, and those of its nodes that somebody has asked for. */
export class SyntaxTree {
  private readonly nodes: (SyntaxNode | undefined)[];

  constructor(readonly table: NodeTable) {
    this.nodes = new Array<SyntaxNode | undefined>(table.count);
  }

  get root(): SyntaxNode {
    return this.at(0);
  }

  /** The node at a place of the table. */
  at(index: number): SyntaxNode {
    return (this.nodes[index] ??= new SyntaxNode(this, index));
  }

  nodesAt(places: Int32Array): SyntaxNode[] {
    const nodes = new Array<SyntaxNode>(places.length);
    for (let index = 0; index < places.length; index++) nodes[index] = this.at(places[index] ?? 0);
    return nodes;
  }

  /** The places of all nodes of a type, in source order. */
  placesOf(type: string): Int32Array {
    return this.table.ofKind(kindOf(type));
  }

  /** Those of the nodes of a type below a node, itself included, in source order. */
  placesBelow(node: SyntaxNode, type: string): Int32Array {
    const all = this.placesOf(type);
    if (all.length === 0) return all;
    return all.subarray(countBelow(all, node.index), countBelow(all, this.table.behind(node.index)));
  }
}

/** How many of rising numbers are below one. */
function countBelow(numbers: Int32Array, limit: number): number {
  let [low, high] = [0, numbers.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((numbers[middle] ?? 0) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
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

  /** Trees make their nodes, each once. */
  constructor(
    readonly tree: SyntaxTree,
    /** Its place in the table. */
    readonly index: number,
  ) {
    const { table } = tree;
    this.type = table.typeOf(index);
    this.start = table.start(index);
    this.end = table.end(index);
  }

  /** Of an identifier; empty for any other node. */
  get name(): string {
    const { table } = this.tree;
    return table.names.wordOf(table.name(this.index));
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
    return above < 0 ? undefined : this.tree.at(above);
  }

  /** One of its parts by its place among them, without a list of all. */
  part(place: number): SyntaxNode | undefined {
    const at = this.tree.table.part(this.index, place);
    return at < 0 ? undefined : this.tree.at(at);
  }

  /** The first child of one of the types. */
  child(...types: readonly string[]): SyntaxNode | undefined {
    const { table } = this.tree;
    const end = table.behind(this.index);
    for (let at = this.index + 1; at < end; at = table.behind(at))
      if (types.includes(table.typeOf(at))) return this.tree.at(at);
    return undefined;
  }

  childrenOf(...types: readonly string[]): readonly SyntaxNode[] {
    const { table } = this.tree;
    const end = table.behind(this.index);
    const found: SyntaxNode[] = [];
    for (let at = this.index + 1; at < end; at = table.behind(at))
      if (types.includes(table.typeOf(at))) found.push(this.tree.at(at));
    return found;
  }

  /** The nearest node above of one of the types. */
  ancestor(...types: readonly string[]): SyntaxNode | undefined {
    const { table } = this.tree;
    for (let at = table.above(this.index); at >= 0; at = table.above(at))
      if (types.includes(table.typeOf(at))) return this.tree.at(at);
    return undefined;
  }

  /** The node itself and everything below it, in source order; what lies below a node for which `enter` is false is passed over. */
  walk(enter: (node: SyntaxNode) => boolean = () => true): readonly SyntaxNode[] {
    const { table } = this.tree;
    const end = table.behind(this.index);
    const found: SyntaxNode[] = [];
    for (let at = this.index; at < end;) {
      const node = this.tree.at(at);
      found.push(node);
      at = enter(node) ? at + 1 : table.behind(at);
    }
    return found;
  }

  /** The nodes of certain types below it that are below no other such, in source order; of nodes in between, nothing is made. */
  topmost(kinds: ReadonlySet<number>): readonly SyntaxNode[] {
    const { table } = this.tree;
    const end = table.behind(this.index);
    const found: SyntaxNode[] = [];
    for (let at = this.index + 1; at < end;) {
      const isFound = kinds.has(table.kind(at));
      if (isFound) found.push(this.tree.at(at));
      at = isFound ? table.behind(at) : at + 1;
    }
    return found;
  }

  isWithin({ start, end }: Span): boolean {
    return start <= this.start && this.end <= end;
  }

  private readChildren(): readonly SyntaxNode[] {
    return this.readBelow(() => true);
  }

  private readParts(): readonly SyntaxNode[] {
    return this.readBelow(isMeaningful);
  }

  /** The children of some kinds. They are counted first: a list that grows takes room for a dozen more, and nearly all have few. */
  private readBelow(isMeant: (kind: number) => boolean): readonly SyntaxNode[] {
    const { tree, index } = this;
    const { table } = tree;
    const end = table.behind(index);
    let count = 0;
    for (let at = index + 1; at < end; at = table.behind(at)) if (isMeant(table.kind(at))) count++;
    if (count === 0) return noChildren;
    const found = new Array<SyntaxNode>(count);
    let next = 0;
    for (let at = index + 1; at < end; at = table.behind(at)) if (isMeant(table.kind(at))) found[next++] = tree.at(at);
    return found;
  }
}

const noChildren: readonly SyntaxNode[] = [];
