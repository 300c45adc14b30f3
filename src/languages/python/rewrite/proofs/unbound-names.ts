import type { Scope } from '../scopes/scope.js';
import { unboundNames } from '../scopes/unbound-names.js';
import { failed, passed, type Proof, type ProofInput } from './proof.js';

/** Nothing is read that nothing binds, unless it was so before. */
export const proveNames: Proof = ({ before, after }) => {
  const id = 'names';
  const lost = canLose({ before, after })
    ? [...after.unboundNames].find(([name]) => !before.unboundNames.has(name))
    : undefined;
  if (lost) {
    const line = after.lineOf(lost[1]);
    return failed(id, `The name ${lost[0]} in line ${line} of the result is bound nowhere.`, line);
  }
  return passed(id, 'No name has become unbound.');
};

type Texts = Pick<ProofInput, 'before' | 'after'>;

/**
 * Whether something that is read may have become unbound. A function that no edit met reads what it read, and finds it unless the module
 * binds it no more: nearly all functions of a large agent need not be looked at.
 */
function canLose({ before, after }: Texts): boolean {
  // A stage without edits.
  if (before === after) return false;
  // The parameters of a class are bound for all that stands in it.
  if (before.nodesOf('type_parameter').length > 0) return true;
  const gone = [...before.scopes.bindings.keys()].filter((name) => !after.scopes.bindings.has(name));
  if (gone.some((name) => after.identifiersNamed(name).length > 0)) return true;
  return unboundNames(changedScopes(after.scopes, { before, after })).size > 0;
}

/** All scopes but those of functions that no edit met, and what is in them. */
function* changedScopes(scope: Scope, texts: Texts): Generator<Scope> {
  yield scope;
  for (const inner of scope.inner)
    if (inner.kind !== 'function' || !texts.after.keepsFrom(texts.before, inner.node))
      yield* changedScopes(inner, texts);
}
