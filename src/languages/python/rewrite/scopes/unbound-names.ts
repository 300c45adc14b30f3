import type { SyntaxNode } from '../syntax/syntax-node.js';
import { builtinNames, classBodyNames } from './builtins.js';
import type { Scope } from './scope.js';

/** Names that are read and that nothing binds, each with its first place. A star import binds nothing that could be known. */
export function unboundNames(scopes: Iterable<Scope>): ReadonlyMap<string, SyntaxNode> {
  const unbound = new Map<string, SyntaxNode>();
  for (const scope of scopes) {
    for (const [name, [first]] of scope.loads) {
      if (!first || builtinNames.has(name) || unbound.has(name) || scope.resolve(name)) continue;
      if (!(classBodyNames.has(name) && isInClass(scope))) unbound.set(name, first);
    }
  }
  return unbound;
}

function isInClass(scope: Scope): boolean {
  return scope.kind === 'class' || (scope.parent !== undefined && isInClass(scope.parent));
}
