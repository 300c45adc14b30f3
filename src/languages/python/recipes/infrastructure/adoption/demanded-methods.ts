import type { ContractMethod } from '../../../../../core/contract/contract.js';
import type { PythonContext } from '../../../rewrite/python-recipe.js';
import { classLevelNames } from '../../../rewrite/syntax/class-level-names.js';
import type { MethodSyntax } from '../../../rewrite/syntax/class-syntax.js';
import { ownSockets } from '../../reading/own-sockets.js';
import { requestLoops, takesRequestOnly } from '../../reading/request-loop.js';
import { delegateTo } from '../../writing/delegate.js';
import { contractMethods, shapeOf, takesTheSame } from './contract-methods.js';
import { fine, refused, together, type Finding } from './finding.js';

/**
 * Methods that the base leaves to its agents. One that the agent has under another name is called by a new one, for a person to confirm
 * that it means the same; nothing is made up for one that it does not have.
 */
export function settleDemanded(context: PythonContext): Finding {
  const { contract } = context;
  const own = new Set(classLevelNames(context.module, context.agent).map(({ name }) => name));
  const known = contractMethods(contract);
  const missing = contract.abstractMethods.filter((name) => !own.has(name));
  return together(missing.map((name) => settle(context, known.get(name) ?? { name })));
}

function settle(context: PythonContext, expected: ContractMethod): Finding {
  const { module, agent, contract } = context;
  const method = sameUnderAnotherName(context, expected);
  const edit = method && delegateTo(module, method, expected);
  if (method === undefined || edit === undefined) {
    const message = `${contract.class} demands a method ${shapeOf(expected)}, which ${agent.name} does not have; add it first.`;
    return refused({ code: 'hook-collision', message, line: module.lineOf(agent.nameNode) });
  }
  const reason = `${contract.class} demands a method ${expected.name}; it returns what ${method.name} returns.`;
  const doubt = method.isAsync === (expected.isAsync ?? false) ? '' : ', and while it works nothing else is answered';
  return fine({
    edits: [{ ...edit, reason }],
    review: [
      {
        reason: `${agent.name}.${method.name} seems to be what ${contract.class} demands as ${expected.name}${doubt}.`,
        line: module.lineOf(method.nameNode),
      },
    ],
  });
}

/** The method that answers requests in the agent's own loop, else the only one with a name of the same meaning. */
function sameUnderAnotherName(context: PythonContext, expected: ContractMethod): MethodSyntax | undefined {
  const { agent, contract } = context;
  // The base's constructor would call it before the agent is ready.
  if (contract.constructorHooks.includes(expected.name)) return undefined;
  const fits = (method: MethodSyntax): boolean =>
    takesTheSame(method, expected) && (expected.isAsync === true || !method.isAsync);
  if (expected.name === contract.requestHandler?.name) {
    const handler = handlerOfLoop(context);
    if (handler !== undefined) return fits(handler) ? handler : undefined;
  }
  const named = agent.methods.filter((method) => expected.synonyms?.includes(method.name) && fits(method));
  return named.length === 1 ? named[0] : undefined;
}

function handlerOfLoop({ module, agent }: PythonContext): MethodSyntax | undefined {
  const loops = ownSockets(module, agent).flatMap(({ attribute }) => requestLoops(module, agent, attribute));
  const handlers = loops.flatMap(({ handler }) => (handler && takesRequestOnly(module, handler) ? [handler.name] : []));
  const [name, ...others] = new Set(handlers);
  return others.length > 0 ? undefined : agent.methods.findLast((method) => method.name === name);
}
