import * as Keyword from './scanner/keywords.js';
import { CONDITIONAL, IN_LOOP } from './scanner/place-flags.js';
import type { StatementTable } from './statements.js';

/** The scope of the module; every other scope is the body of a `def` or a `class`. */
export const MODULE_SCOPE = 0;

/** What the scanner tells of scopes (the first two) and of the statements in them. */
export interface ScopeColumns {
  readonly owners: Int32Array;
  readonly parents: Int32Array;
  readonly scopes: Int32Array;
  readonly bodies: Int32Array;
  readonly flags: Int32Array;
}

/** Where each statement stands: its scope, the class and function around it, in a loop or not. */
export class ScopeTable {
  constructor(
    private readonly statements: StatementTable,
    private readonly columns: ScopeColumns,
  ) {}

  /** The scope in which the statement runs; the body of a `def` or `class` is `bodyOf` it. */
  scopeOf(statement: number): number {
    return this.columns.scopes[statement] ?? MODULE_SCOPE;
  }

  /** The scope that a `def` or `class` statement opens; -1 for any other. */
  bodyOf(statement: number): number {
    return this.columns.bodies[statement] ?? -1;
  }

  /** The enclosing scope; -1 for the module. */
  parentOf(scope: number): number {
    return this.columns.parents[scope] ?? -1;
  }

  /** The `def` or `class` statement whose body the scope is; -1 for the module. */
  ownerOf(scope: number): number {
    return this.columns.owners[scope] ?? -1;
  }

  isClass(scope: number): boolean {
    const owner = this.ownerOf(scope);
    return owner >= 0 && this.statements.keyword(owner) === Keyword.CLASS;
  }

  /** Whether the statement stands in the body of a loop of its own function. */
  isInLoop(statement: number): boolean {
    return ((this.columns.flags[statement] ?? 0) & IN_LOOP) !== 0;
  }

  /** Whether the statement stands in an `if`, a `try`, a loop, a function or a class. */
  isConditional(statement: number): boolean {
    return ((this.columns.flags[statement] ?? 0) & CONDITIONAL) !== 0;
  }

  /** The innermost `class` statement around a scope (itself included); -1 without one. */
  classAround(scope: number): number {
    for (let at = scope; at > MODULE_SCOPE; at = this.parentOf(at)) if (this.isClass(at)) return this.ownerOf(at);
    return -1;
  }

  /** The innermost `def` statement around a scope (itself included); -1 without one. */
  functionAround(scope: number): number {
    for (let at = scope; at > MODULE_SCOPE; at = this.parentOf(at)) if (!this.isClass(at)) return this.ownerOf(at);
    return -1;
  }
}
