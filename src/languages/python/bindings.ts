import { nodeAt, type ApiNode } from './api-tree.js';
import type { ImportBinding } from './imports.js';
import { STORE, STRETCH, USE_SIZE } from './scanner/use-kinds.js';
import { MODULE_SCOPE, type ScopeTable } from './scopes.js';

/** What a name stands for where it is used. */
export interface Resolution {
  /** Dotted path of the import that binds the name. */
  readonly path: string | undefined;
  /** Library calls that the name leads to; several when imports in a condition bind it differently. */
  readonly nodes: readonly ApiNode[];
  /** The `class` statement that binds the name. */
  readonly classStatement: number | undefined;
}

/** All fields from the start, so that V8 compiles for one shape what is asked of every name. */
class Binding implements Resolution {
  path: string | undefined = undefined;
  readonly nodes: ApiNode[] = [];
  classStatement: number | undefined = undefined;
  /** Declared `global` or `nonlocal`: another scope binds the name. */
  elsewhere: 'global' | 'nonlocal' | undefined = undefined;
}

/** Names bound for a stretch of tokens only: parameters of a lambda, targets of a comprehension. */
interface Stretch {
  readonly nameId: number;
  readonly first: number;
  readonly last: number;
}

const nothing: Resolution = new Binding();

/**
 * What the names of a file are bound to, scope by scope, as far as it matters: only names that an import, a class or an alias binds
 * somewhere are tracked. In a scope that both imports and assigns a name (`except ImportError: torch = None`), the import holds.
 */
export class Bindings {
  /** 1 for each id of a tracked name. */
  readonly isTracked: Uint8Array;
  /** 1 for each id of a name that leads to a library call or to a class of the file somewhere; other names resolve to a path at most. */
  readonly leads: Uint8Array;
  private readonly byScope = new Map<number, Binding>();
  private readonly stretches: Stretch[] = [];

  constructor(
    private readonly scopes: ScopeTable,
    private readonly nameCount: number,
    private readonly apis: ApiNode,
  ) {
    this.isTracked = new Uint8Array(nameCount);
    this.leads = new Uint8Array(nameCount);
  }

  addImport({ localId, scope, target, fact }: ImportBinding, idOf: (name: string) => number): void {
    const node = target.startsWith('.') ? undefined : nodeAt(this.apis, target);
    if (fact.symbol === '*') {
      if (node) this.addStar(node, idOf);
      return;
    }
    const binding = this.bind(scope, localId);
    binding.path ??= target;
    if (node) this.lead(localId, binding, node);
  }

  addClass(scope: number, nameId: number, statement: number): void {
    this.bind(scope, nameId).classStatement ??= statement;
    this.leads[nameId] = 1;
  }

  /** A name that is assigned a library path or the result of a library call. */
  addAlias(scope: number, nameId: number, node: ApiNode): void {
    this.lead(nameId, this.bind(scope, nameId), node);
  }

  /** Any other way of binding a tracked name: it hides what outer scopes bind. */
  addOther(scope: number, nameId: number): void {
    this.bind(scope, nameId);
  }

  addDeclaration(scope: number, nameId: number, elsewhere: 'global' | 'nonlocal'): void {
    this.bind(scope, nameId).elsewhere = elsewhere;
  }

  /** Adds what binds tracked names among their uses, four numbers for each (`scanner/use-kinds`). */
  addUses(uses: Readonly<Int32Array>): void {
    for (let at = 0; at < uses.length; at += USE_SIZE) {
      const [first, second] = [uses[at + 1] ?? 0, uses[at + 2] ?? 0];
      if (uses[at] === STORE) this.addOther(first, second);
      else if (uses[at] === STRETCH) this.stretches.push({ nameId: first, first: second, last: uses[at + 3] ?? 0 });
    }
  }

  /** What the name at `token` stands for in `scope`; `seesClass` is false in functions that a class body holds in its expressions. */
  resolve(nameId: number, scope: number, token: number, seesClass = true): Resolution {
    if (this.isInStretch(nameId, token)) return nothing;
    for (let at = scope; at >= MODULE_SCOPE; at = this.scopes.parentOf(at)) {
      // The names of a class body are seen in the body itself, not in the functions inside it.
      if ((at !== scope || !seesClass) && this.scopes.isClass(at)) continue;
      const binding = this.byScope.get(at * this.nameCount + nameId);
      if (binding?.elsewhere === 'global') return this.byScope.get(nameId) ?? nothing;
      if (binding && !binding.elsewhere) return binding;
    }
    return nothing;
  }

  private isInStretch(nameId: number, token: number): boolean {
    for (const one of this.stretches) if (one.nameId === nameId && token >= one.first && token <= one.last) return true;
    return false;
  }

  private addStar(node: ApiNode, idOf: (name: string) => number): void {
    for (const [word, child] of node.children) {
      const id = idOf(word);
      if (id > 0 && id < this.nameCount) this.lead(id, this.bind(MODULE_SCOPE, id), child);
    }
  }

  private lead(nameId: number, binding: Binding, node: ApiNode): void {
    binding.nodes.push(node);
    this.leads[nameId] = 1;
  }

  private bind(scope: number, nameId: number): Binding {
    this.isTracked[nameId] = 1;
    const key = scope * this.nameCount + nameId;
    let binding = this.byScope.get(key);
    if (!binding) {
      binding = new Binding();
      this.byScope.set(key, binding);
    }
    return binding.elsewhere === 'global' && scope !== MODULE_SCOPE ? this.bind(MODULE_SCOPE, nameId) : binding;
  }
}
