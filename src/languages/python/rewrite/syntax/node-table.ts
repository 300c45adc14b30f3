import type { Span } from '../../../../core/text/span.js';
import type { NameNumbers } from './name-numbers.js';

/**
 * Numbers that one node takes: its type, both ends, the node above it, the first node behind it that is not below it, and its name when it
 * is an identifier.
 */
const WIDTH = 6;
const END = 2;
const ABOVE = 3;
const BEHIND = 4;
const NAME = 5;

const types: string[] = [];
const numbers = new Map<string, number>();

/** The number of a type of nodes; there are as many as the grammar has. */
export function kindOf(type: string): number {
  const known = numbers.get(type);
  if (known !== undefined) return known;
  numbers.set(type, types.length);
  return types.push(type) - 1;
}

const [comment, lineContinuation] = [kindOf('comment'), kindOf('line_continuation')];

/** Says something: it is no comment. */
export const isMeaningful = (kind: number): boolean => kind !== comment && kind !== lineContinuation;

/**
 * The nodes of one tree as numbers, in source order, each before those below it: nothing of it is an object that memory has to be cleaned
 * of, and a part of it moves to another tree as it is.
 */
export class NodeTable {
  private values: Int32Array;
  private length = 0;
  /** By the number of their type. */
  private order: readonly Int32Array[] | undefined;

  constructor(
    expected: number,
    /** Of the texts whose trees give each other parts. */
    readonly names: NameNumbers,
  ) {
    this.values = new Int32Array(Math.max(expected, 16) * WIDTH);
  }

  get count(): number {
    return this.length / WIDTH;
  }

  typeOf(node: number): string {
    return types[this.kind(node)] ?? '';
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

  /** The number of an identifier's name; 0 for any other node, and for none. */
  name(node: number): number {
    return this.values[node * WIDTH + NAME] ?? 0;
  }

  /** One of the children that mean something, by its place among them; -1 when there are not so many, or no such node. */
  part(node: number, place: number): number {
    if (node < 0) return -1;
    const end = this.behind(node);
    let left = place;
    for (let at = node + 1; at < end; at = this.behind(at)) if (isMeaningful(this.kind(at)) && left-- === 0) return at;
    return -1;
  }

  /** Adds a node; what is added until it is closed stands below it. */
  open(kind: number, { start, end }: Span, above: number, name: number): number {
    const at = this.room(WIDTH);
    const { values } = this;
    values[at] = kind;
    values[at + 1] = start;
    values[at + END] = end;
    values[at + ABOVE] = above;
    values[at + BEHIND] = this.count;
    values[at + NAME] = name;
    return at / WIDTH;
  }

  close(node: number): void {
    this.values[node * WIDTH + BEHIND] = this.count;
  }

  /** Adds nodes of another tree that stand next to each other, with all below them, moved by so many characters. */
  take(from: NodeTable, nodes: { readonly first: number; readonly behind: number }, by: number, above: number): void {
    const [first, last] = [nodes.first * WIDTH, nodes.behind * WIDTH];
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
    for (let one = nodes.first; one < nodes.behind; one = from.behind(one))
      values[(one + ahead) * WIDTH + ABOVE] = above;
  }

  /** All nodes of a type, in source order. */
  ofKind(kind: number): Int32Array {
    const order = (this.order ??= this.byKind());
    return order[kind] ?? none;
  }

  private byKind(): readonly Int32Array[] {
    const { count } = this;
    const firsts = new Int32Array(types.length + 1);
    for (let node = 0; node < count; node++) firsts[this.kind(node) + 1] = (firsts[this.kind(node) + 1] ?? 0) + 1;
    for (let kind = 1; kind < firsts.length; kind++) firsts[kind] = (firsts[kind] ?? 0) + (firsts[kind - 1] ?? 0);
    const next = firsts.slice();
    const nodes = new Int32Array(count);
    for (let node = 0; node < count; node++) {
      const at = next[this.kind(node)] ?? 0;
      nodes[at] = node;
      next[this.kind(node)] = at + 1;
    }
    return types.map((_, kind) => nodes.subarray(firsts[kind], firsts[kind + 1]));
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

const none = new Int32Array(0);
