import type { Signal, SignalKind } from '../../core/facts/source-facts.js';
import type { LoopSpan } from './outline/outline.js';
import type { ScopeTable } from './outline/scope-table.js';
import type { TypeScriptSource } from './source.js';

/** Where a signal stands: its tokens, the last one included, and the scope around them. */
export interface SignalSite {
  readonly firstToken: number;
  readonly lastToken: number;
  readonly scope: number;
}

/** Gathers signals and tells of each the class, the function and the loop around it. */
export class SignalList {
  private readonly found: { readonly start: number; readonly signal: Signal }[] = [];

  constructor(
    private readonly source: TypeScriptSource,
    private readonly scopes: ScopeTable,
    private readonly loops: readonly LoopSpan[],
  ) {}

  add(kind: SignalKind, { firstToken, lastToken, scope }: SignalSite, detail: string): void {
    const { source, scopes } = this;
    const inClass = scopes.scopes[scope]?.classIndex ?? -1;
    const classIndex = inClass < 0 ? undefined : inClass;
    this.found.push({
      start: firstToken,
      signal: {
        kind,
        range: source.rangeOf(firstToken, lastToken),
        detail,
        message: source.excerpt(firstToken, lastToken),
        classIndex,
        functionName: scopes.functionAround(scope, true)?.name,
        inLoop: this.isInLoop(firstToken, scope),
      },
    });
  }

  /** All signals in source order. */
  inOrder(): Signal[] {
    return this.found.sort((a, b) => a.start - b.start).map(({ signal }) => signal);
  }

  /** Of the loops around a site only those inside its function run it many times; a callback belongs to the loop that its call is. */
  private isInLoop(token: number, scope: number): boolean {
    const around = this.scopes.functionAround(scope, true);
    const from = around?.first ?? 0;
    return this.loops.some(({ first, end }) => first >= from && token >= first && token < end);
  }
}
