import type { PythonContext } from '../../../rewrite/python-recipe.js';
import type { MethodSyntax } from '../../../rewrite/syntax/class-syntax.js';
import type { SyntaxNode } from '../../../rewrite/syntax/syntax-node.js';
import { callsIn } from '../../reading/origins.js';
import { methodsReachedFrom } from '../../reading/reached-methods.js';
import { callsBase, SUPER_CLEANUP, teardownOf } from '../super-cleanup.js';

/**
 * The method in which the agent would no longer end its context, though it does not go on to the base's cleanup, which alone ends the
 * base's: a reply that is under way when the process ends may then be lost, for ending a context waits until all is sent.
 */
export function endsWithoutBase(context: PythonContext, gone: readonly SyntaxNode[]): MethodSyntax | undefined {
  const { agent, module } = context;
  return agent.methods.find((method) => {
    const ends = gone.some(
      (statement) =>
        statement.isWithin(method.body) &&
        callsIn(module, statement).some(({ name }) => name === 'term' || name === 'destroy'),
    );
    return ends && !goesOnToBase(context, method);
  });
}

function goesOnToBase(context: PythonContext, method: MethodSyntax): boolean {
  const { agent, contract, draft } = context;
  const cleanup = contract.cleanup?.name;
  if (cleanup === undefined) return false;
  const teardown = draft.has(SUPER_CLEANUP, agent.name) ? teardownOf(context) : undefined;
  const reached = methodsReachedFrom(agent, [method.name]);
  return [...reached].some((one) => one === teardown || callsBase(context, one, cleanup));
}
