import type { Tree } from 'web-tree-sitter';

/** The functions of the parser's runtime, as its own classes call them. */
interface Runtime {
  /** Memory of the parser; another array when it has grown. */
  readonly HEAP32: Int32Array;
  _ts_init(): number;
  _ts_tree_root_node_wasm(tree: number): void;
  _ts_node_symbol_wasm(tree: number): number;
  _ts_node_end_index_wasm(tree: number): number;
  _ts_node_named_children_wasm(tree: number): void;
  _free(address: number): void;
}

export interface NodeVisitor {
  /** A node; false passes over what is below it, and is not followed by `leave`. */
  enter(typeId: number, start: number, end: number): boolean;
  leave(): void;
}

/** Bytes of a number, and numbers of a node, in the parser's memory. */
const BYTES = 4;
const WORDS = 5;
/** Of the numbers of a node, the one that says where it starts. */
const START = 1;

/**
 * Reads the nodes of a tree where the parser keeps them. Its own classes make an object of each, with its place and that of all below it, for
 * which memory has to be cleaned up afterwards: half of what reading a tree takes.
 */
export class NativeNodes {
  /** Where the parser takes a node from and leaves its answers, in words. */
  private readonly shared: number;

  constructor(private readonly runtime: Runtime) {
    this.shared = runtime._ts_init() / BYTES;
  }

  /** All named nodes of a tree, in source order. */
  visit(tree: Tree, visitor: NodeVisitor): void {
    const address: unknown = Reflect.get(tree, 0);
    if (typeof address !== 'number') throw new Error('The tree has no address.');
    this.runtime._ts_tree_root_node_wasm(address);
    this.read(address, this.shared, visitor);
  }

  private read(tree: number, node: number, visitor: NodeVisitor): void {
    const { runtime, shared } = this;
    const heap = runtime.HEAP32;
    heap.copyWithin(shared, node, node + WORDS);
    const start = heap[node + START] ?? 0;
    // Numbers of types have 16 bits; that of an error is the highest.
    const typeId = runtime._ts_node_symbol_wasm(tree) & 0xff_ff;
    if (!visitor.enter(typeId, start, runtime._ts_node_end_index_wasm(tree))) return;
    runtime._ts_node_named_children_wasm(tree);
    const count = runtime.HEAP32[shared] ?? 0;
    const children = runtime.HEAP32[shared + 1] ?? 0;
    for (let i = 0; i < count; i++) this.read(tree, children / BYTES + i * WORDS, visitor);
    if (count > 0) runtime._free(children);
    visitor.leave();
  }
}

/** The options of the parser's start are its runtime afterwards; those of a later start are not. */
export const isRuntime = (options: object): options is Runtime => '_ts_node_named_children_wasm' in options;
