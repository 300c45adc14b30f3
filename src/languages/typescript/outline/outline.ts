import type { TypeScriptSource } from '../source.js';
import type { ScopeTable } from './scope-table.js';

/** A name bound by an import, a `require` or an `import()`, as the file's own code knows it. */
export interface ImportBinding {
  /** The module as written. */
  readonly module: string;
  /** What of the module is bound: empty for all of it, `['default']` for its default export. */
  readonly path: readonly string[];
  readonly nameId: number;
  /** Token of the local name. */
  readonly token: number;
  /** Erased by the compiler: never a value, so never a base. */
  readonly isTypeOnly: boolean;
  readonly isUnconditional: boolean;
}

/** A name under which the file offers something, when it is not just the name of a declaration in it. */
export interface ExportAlias {
  readonly exported: string;
  /** Absent for a name of the file itself. */
  readonly module?: string;
  /** `*` for everything of the module. */
  readonly name: string;
  readonly token: number;
}

export interface ClassMember {
  readonly name: string;
  readonly nameToken: number;
  readonly kind: 'method' | 'accessor' | 'field';
  readonly isStatic: boolean;
  readonly isAbstract: boolean;
  readonly isAsync: boolean;
  readonly decorators: readonly string[];
  /** From the first modifier; the last token is included. */
  readonly first: number;
  readonly last: number;
  /** Tokens of the type written behind the name or the parameters; empty without one. */
  readonly type: { readonly first: number; readonly end: number };
}

export interface ConstructorParameter {
  readonly name: string;
  readonly isProperty: boolean;
  readonly type: { readonly first: number; readonly end: number };
}

export interface ClassOutline {
  /** `undefined` for a class that only its file names. */
  readonly name: string | undefined;
  readonly nameToken: number;
  readonly first: number;
  readonly last: number;
  readonly isTopLevel: boolean;
  /** What others get who import the file as a whole. */
  readonly isWholeExport: boolean;
  readonly modifiers: readonly string[];
  readonly decorators: readonly string[];
  /** Tokens of the expression behind `extends`, type arguments left out; empty without one. */
  readonly base: { readonly first: number; readonly end: number };
  readonly members: readonly ClassMember[];
  readonly parameters: readonly ConstructorParameter[];
}

/** Tokens of a loop's body, or of a call that runs its argument many times. */
export interface LoopSpan {
  readonly first: number;
  readonly end: number;
}

export interface Outline {
  readonly scopes: ScopeTable;
  readonly bindings: readonly ImportBinding[];
  readonly exports: readonly ExportAlias[];
  readonly classes: readonly ClassOutline[];
  readonly loops: readonly LoopSpan[];
}

/** An outline in the making, as the readers of classes and of their members see it. */
export interface OutlineWalk {
  readonly source: TypeScriptSource;
  readonly scopes: ScopeTable;
  readonly classes: ClassOutline[];
  /** Walks the tokens from `from` up to `to`, which belong to `scope`. */
  walk(from: number, to: number, scope: number): void;
  /** Parameters, return type and body of a function whose parameters begin at `opening`; the token behind it. */
  readFunction(nameToken: number, opening: number, scope: number): number;
  /** The token names something of the file's own. */
  declare(scope: number, token: number): void;
}
