import type { SyntaxNode } from '../syntax/syntax-node.js';

export type ScopeKind = 'module' | 'class' | 'function' | 'comprehension' | 'type-parameters';

/** A namespace of a Python module: what is bound in it, and which names are read in it. */
export class Scope {
  /** The places that bind each name, in source order. */
  readonly bindings = new Map<string, SyntaxNode[]>();
  /** The places that read each name. */
  readonly loads = new Map<string, SyntaxNode[]>();
  /** Names that `global` or `nonlocal` hands to another scope; hardly any scope has some. */
  private globals: Set<string> | undefined;
  private nonlocals: Set<string> | undefined;
  readonly inner: Scope[] = [];

  constructor(
    readonly kind: ScopeKind,
    readonly node: SyntaxNode,
    readonly parent: Scope | undefined,
  ) {
    parent?.inner.push(this);
  }

  get module(): Scope {
    return this.parent?.module ?? this;
  }

  bind(name: string, place: SyntaxNode): void {
    addTo(this.bindings, name, place);
  }

  addGlobal(name: string): void {
    this.globals = (this.globals ?? new Set()).add(name);
  }

  addNonlocal(name: string): void {
    this.nonlocals = (this.nonlocals ?? new Set()).add(name);
  }

  load(name: string, place: SyntaxNode): void {
    addTo(this.loads, name, place);
  }

  /** The scope whose binding a name read here means; `undefined` when none binds it. */
  resolve(name: string): Scope | undefined {
    if (this.globals?.has(name) === true) return this.module.bindings.has(name) ? this.module : undefined;
    if (this.bindings.has(name) && this.nonlocals?.has(name) !== true) return this;
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
