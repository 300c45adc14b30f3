/** What opens a scope. */
export type ScopeKind = 'module' | 'function' | 'class' | 'block';

export interface Scope {
  readonly kind: ScopeKind;
  /** Index of the scope around it; -1 for the module. */
  readonly parent: number;
  /** Tokens of the scope, the last one not included. */
  readonly first: number;
  readonly end: number;
  /** Of a function or a class that has one. */
  readonly name: string | undefined;
  /** Index among the classes of the file; of the scope itself or the nearest one around it, -1 for none. */
  readonly classIndex: number;
}

export const MODULE_SCOPE = 0;

/** A name means something of the file's own. */
export const LOCAL = -1;

const NAMES_PER_SCOPE = 2 ** 22;

/** The scopes of a text in the order in which they begin, and what names mean in them. */
export class ScopeTable {
  readonly scopes: Scope[] = [];
  private readonly meanings = new Map<number, number>();

  add(scope: Omit<Scope, 'classIndex'> & { readonly classIndex?: number }): number {
    const classIndex = scope.classIndex ?? this.scopes[scope.parent]?.classIndex ?? -1;
    this.scopes.push({ ...scope, classIndex });
    return this.scopes.length - 1;
  }

  /** `meaning` is the index of an import binding, or LOCAL; what was said first counts. */
  declare(scope: number, nameId: number, meaning: number): void {
    const key = scope * NAMES_PER_SCOPE + nameId;
    if (!this.meanings.has(key)) this.meanings.set(key, meaning);
  }

  /** What a name means where it is used; `undefined` for a global. */
  meaningOf(scope: number, nameId: number): number | undefined {
    for (let at = scope; at >= 0; at = this.scopes[at]?.parent ?? -1) {
      const found = this.meanings.get(at * NAMES_PER_SCOPE + nameId);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** The nearest function around, with a name when that is asked for; `undefined` at module level. */
  functionAround(scope: number, isNamed = false): Scope | undefined {
    for (let at = this.scopes[scope]; at; at = this.scopes[at.parent]) {
      if (at.kind === 'function' && (!isNamed || at.name !== undefined)) return at;
    }
    return undefined;
  }
}

/** Walks through the scopes of a table in step with the tokens. */
export class ScopeCursor {
  private next = 1;
  current = MODULE_SCOPE;

  constructor(private readonly table: ScopeTable) {}

  /** The innermost scope around a token; tokens must be asked about in order. */
  at(token: number): number {
    const { scopes } = this.table;
    for (;;) {
      const current = scopes[this.current];
      if (current && token >= current.end && current.parent >= 0) this.current = current.parent;
      else if ((scopes[this.next]?.first ?? Infinity) <= token) this.current = this.next++;
      else return this.current;
    }
  }
}
