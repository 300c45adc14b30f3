import { leave, nothing, oneGroup, type Proposal } from '../../../../core/rewrite/recipe.js';
import type { PythonContext, PythonRecipe } from '../../rewrite/python-recipe.js';
import type { SelfUse } from '../../rewrite/self-uses.js';
import type { MethodSyntax } from '../../rewrite/syntax/class-syntax.js';
import { findMissedUse, renameMemberTo } from '../infrastructure/adoption/rename-member.js';
import { ownSockets } from '../reading/own-sockets.js';
import { requestLoops, takesRequestOnly, type AgentLoop } from '../reading/request-loop.js';
import { delegateTo } from '../writing/delegate.js';

/** The method that answers requests gets the name by which the base asks it. */
export const requestHandler: PythonRecipe = {
  id: 'request-handler',
  title: 'Answer requests in the method that the base calls',
  description:
    "Gives the agent the base's request handler: a private handler is renamed, a public one is kept and called by a new method of that name.",
  stage: 'core-logic',
  scope: 'class',
  propose(context) {
    const { agent, module, contract } = context;
    const wanted = contract.requestHandler;
    if (!agent.isAdopted || wanted === undefined || agent.methods.some(({ name }) => name === wanted.name))
      return nothing;
    const loop = ownSockets(module, agent)
      .filter(({ kind }) => kind === contract.mainSocket?.kind)
      .flatMap(({ attribute }) => requestLoops(module, agent, attribute))
      .find(({ payload }) => payload === contract.requestLoop?.payload);
    return loop === undefined ? nothing : fromLoop(context, loop);
  },
};

function fromLoop(context: PythonContext, { handler, loop, odd }: AgentLoop): Proposal {
  const { agent, module, contract } = context;
  const wanted = contract.requestHandler?.name ?? '';
  if (handler === undefined) {
    const line = module.lineOf(odd[0]?.node ?? loop);
    return leave({
      reason: `${agent.name} makes its replies in the loop itself; move that into ${wanted}(request).`,
      line,
    });
  }
  const method = agent.methods.findLast(({ name }) => name === handler.name);
  const problem =
    method === undefined ? `${handler.name} is not defined in the class` : unfit(context, method, handler);
  if (method === undefined || problem !== undefined) {
    return leave({ reason: `Requests cannot go to ${wanted}: ${problem ?? ''}.`, line: module.lineOf(handler.node) });
  }
  const isSameKind = method.isAsync === (contract.requestHandler?.isAsync ?? false);
  const renames = isSameKind && handler.name.startsWith('_');
  return renames ? renamed(context, method) : delegated(context, method, handler);
}

function unfit({ module, contract }: PythonContext, method: MethodSyntax, handler: SelfUse): string | undefined {
  const required = method.parameters.filter(
    ({ kind, default: fallback }) => kind === 'normal' && fallback === undefined,
  );
  if (method.kind !== 'instance' || required.length !== 1 || !takesRequestOnly(module, handler)) {
    return `${handler.name} is not given the request alone`;
  }
  const cannotWait = method.isAsync && contract.requestHandler?.isAsync !== true;
  return cannotWait ? `${handler.name} is asynchronous` : undefined;
}

function renamed(context: PythonContext, method: MethodSyntax): Proposal {
  const { agent, module, contract } = context;
  const to = contract.requestHandler?.name ?? '';
  const missed = findMissedUse(context, method.name, 'method');
  if (missed)
    return leave({
      reason: `${method.name} cannot become ${to}: ${missed.reason}.`,
      line: module.lineOf(method.nameNode),
    });
  const reason = `${contract.class} asks ${to} for the answer to a request.`;
  return oneGroup({
    safety: 'safe',
    edits: renameMemberTo(context, method.name, to, reason).edits,
    renamed: [{ from: `${agent.name}.${method.name}`, to: `${agent.name}.${to}` }],
  });
}

/**
 * The public method may have other callers, so it stays, and the new one asks it. One that is not asynchronous is called by the agent's own
 * loop as before: while it works, an asynchronous base answers nobody else, which is for a person to allow.
 */
function delegated({ module, contract }: PythonContext, method: MethodSyntax, handler: SelfUse): Proposal {
  const wanted = contract.requestHandler;
  const edit = wanted && delegateTo(module, method, { ...wanted, parameters: wanted.parameters ?? ['request'] });
  if (wanted === undefined || edit === undefined) return nothing;
  const reason = `${contract.class} asks ${wanted.name} for the answer to a request; ${method.name} stays for its other callers.`;
  const { start, end } = handler.nameNode;
  if (method.isAsync !== (wanted.isAsync ?? false)) return oneGroup({ safety: 'review', edits: [{ ...edit, reason }] });
  return oneGroup({
    safety: 'safe',
    edits: [
      { ...edit, reason },
      { start, end, newText: wanted.name, reason },
    ],
  });
}
