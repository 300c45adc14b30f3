import { IntegerList } from '../integer-list.js';
import * as Keyword from './tokens/keywords.js';
import type { StatementTable } from './statements.js';

/** The scope of the module; every other scope is the body of a `def` or a `class`. */
export const MODULE_SCOPE = 0;

const IN_LOOP = 1;
const CONDITIONAL = 2;

/** Where each statement stands: its scope, the class and function around it, in a loop or not. Reused for the next text. */
export class ScopeTable {
  count = 0;
  private readonly owners = new IntegerList();
  private readonly parents = new IntegerList();
  private readonly scopes = new IntegerList();
  private readonly bodies = new IntegerList();
  private readonly flags = new IntegerList();
  private statements: StatementTable | undefined;

  read(statements: StatementTable): void {
    this.statements = statements;
    this.count = 0;
    for (const list of [this.owners, this.parents, this.scopes, this.bodies, this.flags]) list.length = 0;
    this.open(-1, -1);
    for (let statement = 0; statement < statements.count; statement++) this.place(statements, statement);
  }

  /** The scope in which the statement runs; the body of a `def` or `class` is `bodyOf` it. */
  scopeOf(statement: number): number {
    return this.scopes.at(statement);
  }

  /** The scope that a `def` or `class` statement opens; -1 for any other. */
  bodyOf(statement: number): number {
    return this.bodies.at(statement);
  }

  /** The enclosing scope; -1 for the module. */
  parentOf(scope: number): number {
    return this.parents.at(scope);
  }

  /** The `def` or `class` statement whose body the scope is; -1 for the module. */
  ownerOf(scope: number): number {
    return this.owners.at(scope);
  }

  isClass(scope: number): boolean {
    const owner = this.ownerOf(scope);
    return owner >= 0 && this.statements?.keyword(owner) === Keyword.CLASS;
  }

  /** Whether the statement stands in the body of a loop of its own function. */
  isInLoop(statement: number): boolean {
    return (this.flags.at(statement) & IN_LOOP) !== 0;
  }

  /** Whether the statement stands in an `if`, a `try`, a loop, a function or a class. */
  isConditional(statement: number): boolean {
    return (this.flags.at(statement) & CONDITIONAL) !== 0;
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

  private place(statements: StatementTable, statement: number): void {
    const parent = statements.parent(statement);
    const opened = parent < 0 ? MODULE_SCOPE : this.bodies.at(parent);
    const scope = opened >= 0 ? opened : this.scopes.at(parent);
    this.scopes.push(scope);
    this.flags.push(parent < 0 ? 0 : this.flagsInside(statements, parent));
    const keyword = statements.keyword(statement);
    const opens = keyword === Keyword.DEF || keyword === Keyword.CLASS;
    this.bodies.push(opens ? this.open(statement, scope) : -1);
  }

  private flagsInside(statements: StatementTable, header: number): number {
    switch (statements.keyword(header)) {
      case Keyword.DEF:
      case Keyword.CLASS:
        return CONDITIONAL;
      case Keyword.FOR:
      case Keyword.WHILE:
        return CONDITIONAL | IN_LOOP;
      case Keyword.WITH:
        return this.flags.at(header);
      default:
        return this.flags.at(header) | CONDITIONAL;
    }
  }

  private open(owner: number, parent: number): number {
    this.owners.push(owner);
    this.parents.push(parent);
    return this.count++;
  }
}
