import type { Signal, SignalKind } from '../../core/facts/source-facts.js';
import type { Range } from '../../core/text/span.js';
import { nameToken } from './evidence/health.js';
import type { PythonSource } from './source.js';

/** Where a signal stands: its tokens, the last one included, and the statement they belong to. */
export interface SignalSite {
  readonly firstToken: number;
  readonly lastToken: number;
  readonly statement: number;
  readonly inLoop: boolean;
}

/** Gathers signals and tells of each the class and the function around it. */
export class SignalList {
  private readonly found: { readonly start: number; readonly signal: Signal }[] = [];
  private readonly indexOfClass: ReadonlyMap<number, number>;

  constructor(
    private readonly source: PythonSource,
    classStatements: readonly number[],
  ) {
    this.indexOfClass = new Map(classStatements.map((statement, index) => [statement, index]));
  }

  add(kind: SignalKind, site: SignalSite, detail: string): void {
    const { source } = this;
    const { scopes } = source;
    const scope = scopes.scopeOf(site.statement);
    const classIndex = this.indexOfClass.get(scopes.classAround(scope));
    const definition = scopes.functionAround(scope);
    this.found.push({
      start: source.tokens.starts[site.firstToken] ?? 0,
      signal: {
        kind,
        range: this.rangeOf(site),
        detail,
        message: source.excerpt(site.firstToken, site.lastToken),
        classIndex,
        functionName: definition < 0 ? undefined : source.nameOf(nameToken(source, definition)),
        inLoop: site.inLoop,
      },
    });
  }

  /** All signals in source order. */
  inOrder(): Signal[] {
    return this.found.sort((a, b) => a.start - b.start).map(({ signal }) => signal);
  }

  private rangeOf({ firstToken, lastToken }: SignalSite): Range {
    return this.source.rangeOf(firstToken, lastToken);
  }
}
