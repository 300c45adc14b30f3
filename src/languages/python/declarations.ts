import type { Bindings } from './bindings.js';
import * as Keyword from './scanner/keywords.js';
import type { PythonSource } from './source.js';
import * as Kind from './tokens/kinds.js';

/** Records `global` and `nonlocal`, which hold for a whole scope and so must be known before anything is bound in it. */
export function readDeclarations({ statements, scopes, tokens, scanned }: PythonSource, bindings: Bindings): void {
  for (const statement of scanned.declarations) {
    const elsewhere = statements.keyword(statement) === Keyword.GLOBAL ? 'global' : 'nonlocal';
    const end = statements.endToken(statement);
    for (let at = statements.firstToken(statement) + 1; at < end; at++) {
      if (tokens.kinds[at] !== Kind.NAME) continue;
      bindings.addDeclaration(scopes.scopeOf(statement), tokens.ids[at] ?? 0, elsewhere);
    }
  }
}
