/** Numbers that one node takes: its type, both ends, the node above it, and the first node behind it that is not below it. */
const WIDTH = 5;
const END = 2;
const ABOVE = 3;
const BEHIND = 4;

const names: string[] = [];
const numbers = new Map<string, number>();

/** The number of a type of nodes; there are as many as the grammar has. */
export function kindOf(type: string): number {
  const known = numbers.get(type);
  if (known !== undefined) return known;
  numbers.set(type, names.length);
  return names.push(type) - 1;
}

/**
 * The nodes of one tree as numbers, in source order, each before those below it: nothing of it is an object that memory has to be cleaned
 * of, and a part of it moves to another tree as it is.
 */
export class NodeTable {
  private values: Int32Array;
  private length = 0;
  private order: { readonly nodes: Int32Array; readonly firsts: Int32Array } | undefined;

  constructor(expected: number) {
    this.values = new Int32Array(Math.max(expected, 16) * WIDTH);
  }

  get count(): number {
    return this.length / WIDTH;
  }

  typeOf(node: number): string {
    return names[this.kind(node)] ?? '';
  }

  kind(node: number): number {
    return this.values[node * WIDTH] ?? 0;
  }

  start(node: number): number {
    return this.values[node * WIDTH + 1] ?? 0;
  }

  end(node: number): number {
    return this.values[node * WIDTH + END] ?? 0;
  }

  /** -1 for the root. */
  above(node: number): number {
    return this.values[node * WIDTH + ABOVE] ?? 0;
  }

  /** The first node that is not below this one; the next child of the node above, if it has one. */
  behind(node: number): number {
    return this.values[node * WIDTH + BEHIND] ?? 0;
  }

  /** Adds a node; what is added until it is closed stands below it. */
  open(kind: number, start: number, end: number, above: number): number {
    const at = this.room(WIDTH);
    const { values } = this;
    values[at] = kind;
    values[at + 1] = start;
    values[at + END] = end;
    values[at + ABOVE] = above;
    values[at + BEHIND] = this.count;
    return at / WIDTH;
  }

  close(node: number): void {
    this.values[node * WIDTH + BEHIND] = this.count;
  }

  /** Adds a node of another tree with all below it, moved by so many characters. */
  take(from: NodeTable, node: number, by: number, above: number): void {
    const first = node * WIDTH;
    const last = from.behind(node) * WIDTH;
    const at = this.room(last - first);
    const { values } = this;
    values.set(from.values.subarray(first, last), at);
    const ahead = (at - first) / WIDTH;
    for (let one = at; one < this.length; one += WIDTH) {
      values[one + 1] = (values[one + 1] ?? 0) + by;
      values[one + END] = (values[one + END] ?? 0) + by;
      values[one + ABOVE] = (values[one + ABOVE] ?? 0) + ahead;
      values[one + BEHIND] = (values[one + BEHIND] ?? 0) + ahead;
    }
    values[at + ABOVE] = above;
  }

  /** All nodes of a type, in source order. */
  ofKind(kind: number): Int32Array {
    const { nodes, firsts } = (this.order ??= this.byKind());
    return nodes.subarray(firsts[kind] ?? this.count, firsts[kind + 1] ?? this.count);
  }

  private byKind(): { readonly nodes: Int32Array; readonly firsts: Int32Array } {
    const { count } = this;
    const firsts = new Int32Array(names.length + 1);
    for (let node = 0; node < count; node++) firsts[this.kind(node) + 1] = (firsts[this.kind(node) + 1] ?? 0) + 1;
    for (let kind = 1; kind < firsts.length; kind++) firsts[kind] = (firsts[kind] ?? 0) + (firsts[kind - 1] ?? 0);
    const next = firsts.slice();
    const nodes = new Int32Array(count);
    for (let node = 0; node < count; node++) {
      const at = next[this.kind(node)] ?? 0;
      nodes[at] = node;
      next[this.kind(node)] = at + 1;
    }
    return { nodes, firsts };
  }

  private room(size: number): number {
    const at = this.length;
    this.length += size;
    if (this.length > this.values.length) {
      const larger = new Int32Array(Math.max(this.length, this.values.length * 2));
      larger.set(this.values);
      this.values = larger;
    }
    return at;
  }
}
