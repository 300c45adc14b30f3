import type { SyntaxNode } from '../syntax/syntax-node.js';

export type ScopeKind = 'module' | 'class' | 'function' | 'comprehension' | 'type-parameters';

/**
 * A namespace of a Python module: what is bound in it, and which names are read in it. The body of a function is read when somebody asks
 * for what is in it: of most functions nobody does.
 */
export class Scope {
  private readonly bound = new Map<string, SyntaxNode[]>();
  private readonly read = new Map<string, SyntaxNode[]>();
  /** Names that `global` or `nonlocal` hands to another scope; hardly any scope has some. */
  private globals: Set<string> | undefined;
  private nonlocals: Set<string> | undefined;
  private readonly below: Scope[] = [];
  /** Those of the module that are known by now, by the nodes that make them. */
  private readonly known: Map<SyntaxNode, Scope>;

  constructor(
    readonly kind: ScopeKind,
    readonly node: SyntaxNode,
    readonly parent: Scope | undefined,
    /** Reads what has not been read yet. */
    private unread?: (scope: Scope) => void,
  ) {
    parent?.below.push(this);
    this.known = parent?.known ?? new Map<SyntaxNode, Scope>();
    this.known.set(node, this);
  }

  /** The places that bind each name, in source order. */
  get bindings(): ReadonlyMap<string, readonly SyntaxNode[]> {
    this.settle();
    return this.bound;
  }

  /** The places that read each name. */
  get loads(): ReadonlyMap<string, readonly SyntaxNode[]> {
    this.settle();
    return this.read;
  }

  get inner(): readonly Scope[] {
    this.settle();
    return this.below;
  }

  /** Of a module: the scope in which a function, a class or itself runs; `undefined` for a node that has none of its own. */
  of(node: SyntaxNode): Scope | undefined {
    if (!this.known.has(node)) this.around(node);
    return this.known.get(node);
  }

  /** Of a module: the scope in which an expression is evaluated. */
  around(node: SyntaxNode): Scope {
    for (let at = node.parent; at; at = at.parent) {
      const scope = this.known.get(at);
      if (scope?.settle() === false) return scope;
      // What it has just read may hold a nearer one.
      if (scope) return this.around(node);
    }
    return this;
  }

  /** Says whether there was something left to read. */
  private settle(): boolean {
    const { unread } = this;
    this.unread = undefined;
    unread?.(this);
    return unread !== undefined;
  }

  get module(): Scope {
    return this.parent?.module ?? this;
  }

  bind(name: string, place: SyntaxNode): void {
    addTo(this.bound, name, place);
  }

  addGlobal(name: string): void {
    this.globals = (this.globals ?? new Set()).add(name);
  }

  addNonlocal(name: string): void {
    this.nonlocals = (this.nonlocals ?? new Set()).add(name);
  }

  load(name: string, place: SyntaxNode): void {
    addTo(this.read, name, place);
  }

  /** The scope whose binding a name read here means; `undefined` when none binds it. */
  resolve(name: string): Scope | undefined {
    this.settle();
    if (this.globals?.has(name) === true) return this.module.bound.has(name) ? this.module : undefined;
    if (this.bound.has(name) && this.nonlocals?.has(name) !== true) return this;
    let around = this.parent;
    // The names of a class are not seen from the functions in it.
    while (around?.kind === 'class') around = around.parent;
    return around?.resolveFromInside(name);
  }

  private resolveFromInside(name: string): Scope | undefined {
    return this.kind === 'class' ? this.parent?.resolveFromInside(name) : this.resolve(name);
  }

  /** This scope and all below it, in source order. */
  all(): readonly Scope[] {
    const found: Scope[] = [];
    this.collect(found);
    return found;
  }

  private collect(found: Scope[]): void {
    found.push(this);
    for (const scope of this.inner) scope.collect(found);
  }
}

function addTo(places: Map<string, SyntaxNode[]>, name: string, place: SyntaxNode): void {
  const known = places.get(name);
  if (known) known.push(place);
  else places.set(name, [place]);
}
