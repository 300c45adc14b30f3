import type { ContractMethod } from '../../../../core/contract/contract.js';
import { leave, nothing, oneGroup, type LeftNote, type Proposal } from '../../../../core/rewrite/recipe.js';
import type { PythonContext, PythonRecipe } from '../../rewrite/python-recipe.js';
import type { MethodSyntax } from '../../rewrite/syntax/class-syntax.js';
import { misplaced, takesTheSame } from '../infrastructure/adoption/contract-methods.js';
import { findMissedUse, renameMember } from '../infrastructure/adoption/rename-member.js';
import { misfitOf } from '../reading/bind-call.js';
import { callOf } from '../reading/origins.js';
import { methodsNamed } from '../../rewrite/syntax/methods-named.js';

/**
 * Errors reach the base's reporting only in the base's order of arguments. An own method of that name with another order gets out of the
 * way; calls of the base's that it could not take are named.
 */
export const errorReports: PythonRecipe = {
  id: 'error-reports',
  title: "Report errors in the base's way",
  description:
    "Renames an own method that has the name of the base's error reporting and takes other arguments, and names calls that the base's cannot take.",
  stage: 'core-logic',
  scope: 'class',
  propose(context) {
    const { agent, contract } = context;
    const { reportError } = contract;
    if (!agent.isAdopted || reportError === undefined) return nothing;
    const own = methodsNamed(agent, reportError.name).at(-1);
    return own === undefined ? misfits(context, reportError) : settleOwn(context, own, reportError);
  },
};

function settleOwn(context: PythonContext, own: MethodSyntax, expected: ContractMethod): Proposal {
  const { agent, module, contract } = context;
  const difference = differenceOf(own, expected);
  if (difference === undefined) return nothing;
  const why = `${agent.name}.${own.name} ${difference}, unlike the one of ${contract.class} that it replaces`;
  const missed = findMissedUse(context, own.name, 'method');
  if (missed)
    return leave({ reason: `${why}; it cannot be renamed: ${missed.reason}.`, line: module.lineOf(own.nameNode) });
  const { edits, to } = renameMember(context, own.name, `${why}: under another name both can be called.`);
  return oneGroup({
    safety: 'review',
    edits,
    renamed: [{ from: `${agent.name}.${own.name}`, to: `${agent.name}.${to}` }],
  });
}

function differenceOf(own: MethodSyntax, expected: ContractMethod): string | undefined {
  if (own.isAsync !== (expected.isAsync ?? false)) return own.isAsync ? 'is asynchronous' : 'is not asynchronous';
  const strayed = misplaced(own, expected);
  if (strayed !== undefined) return `takes ${strayed} in another place`;
  return takesTheSame(own, expected) ? undefined : 'takes other arguments';
}

/** Calls of the base's method that fail when they come to be made. */
function misfits({ agent, module, contract }: PythonContext, expected: ContractMethod): Proposal {
  const notes = agent.self.uses.flatMap(({ name, node }): LeftNote[] => {
    const call = name === expected.name && node.parent?.parts[0] === node ? callOf(module, node.parent) : undefined;
    const misfit = call && misfitOf(call, expected);
    if (call === undefined || misfit === undefined) return [];
    return [
      { reason: `This call of ${contract.class}.${expected.name} fails: ${misfit}.`, line: module.lineOf(call.node) },
    ];
  });
  return leave(...notes);
}
