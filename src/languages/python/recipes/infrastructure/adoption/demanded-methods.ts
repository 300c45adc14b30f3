import type { ContractMethod } from '../../../../../core/contract/contract.js';
import type { PythonContext } from '../../../rewrite/python-recipe.js';
import { classLevelNames } from '../../../rewrite/syntax/class-level-names.js';
import type { MethodSyntax } from '../../../rewrite/syntax/class-syntax.js';
import { ownSockets } from '../../reading/own-sockets.js';
import { requestLoops, takesRequestOnly } from '../../reading/request-loop.js';
import { delegateTo } from '../../writing/delegate.js';
import { contractMethods, shapeOf, takesTheSame } from './contract-methods.js';
import { fine, refused, together, type Finding } from '../../../../../core/rewrite/finding.js';
import { findMissedUse, renameMemberTo } from './rename-member.js';
import { methodsNamed } from '../../../rewrite/syntax/methods-named.js';

/**
 * Methods that the base leaves to its agents. One that the agent has under another name is called by a new one, or gets the name when it
 * is private. Where only the name speaks for it, a person has to confirm that it means the same; nothing is made up for one that the agent
 * does not have.
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
  const found = underAnotherName(context, expected);
  if (found?.isCertain === true && found.method.name.startsWith('_')) {
    const { name } = found.method;
    if (findMissedUse(context, name, 'method') === undefined) return renamed(context, name, expected);
  }
  const edit = found && delegateTo(module, found.method, expected);
  if (found === undefined || edit === undefined) {
    const message = `${contract.class} demands a method ${shapeOf(expected)}, which ${agent.name} does not have; add it first.`;
    return refused({ code: 'hook-collision', message, line: module.lineOf(agent.nameNode) });
  }
  const { method, isCertain } = found;
  const reason = `${contract.class} demands a method ${expected.name}; it returns what ${method.name} returns.`;
  const blocks = method.isAsync === (expected.isAsync ?? false) ? '' : ', and while it works nothing else is answered';
  const doubt = `${agent.name}.${method.name} seems to be what ${contract.class} demands as ${expected.name}${blocks}.`;
  const review = isCertain ? [] : [{ reason: doubt, line: module.lineOf(method.nameNode) }];
  return fine({ edits: [{ ...edit, reason }], review });
}

function renamed(context: PythonContext, name: string, expected: ContractMethod): Finding {
  const { agent, contract } = context;
  const reason = `${contract.class} demands a method ${expected.name}, which is what ${name} is: it answers the requests.`;
  const { edits } = renameMemberTo(context, name, expected.name, reason);
  return fine({ edits, renamed: [{ from: `${agent.name}.${name}`, to: `${agent.name}.${expected.name}` }] });
}

interface Found {
  readonly method: MethodSyntax;
  /** The agent's own code says that it means the same. */
  readonly isCertain: boolean;
}

/** The method that answers requests in the agent's own loop, else the only one with a name of the same meaning. */
function underAnotherName(context: PythonContext, expected: ContractMethod): Found | undefined {
  const { agent, contract } = context;
  // The base's constructor would call it before the agent is ready.
  if (contract.constructorHooks.includes(expected.name)) return undefined;
  const fits = (method: MethodSyntax): boolean =>
    takesTheSame(method, expected) && (expected.isAsync === true || !method.isAsync);
  if (expected.name === contract.requestHandler?.name) {
    const handler = handlerOfLoop(context);
    const isSameKind = handler?.method.isAsync === (expected.isAsync ?? false);
    if (handler !== undefined)
      return fits(handler.method) ? { ...handler, isCertain: handler.isCertain && isSameKind } : undefined;
  }
  const [only, ...more] = agent.methods.filter((method) => expected.synonyms?.includes(method.name) && fits(method));
  return only === undefined || more.length > 0 ? undefined : { method: only, isCertain: false };
}

/** Certain when its loop reads requests as the base's does. */
function handlerOfLoop({ module, agent, contract }: PythonContext): Found | undefined {
  const loops = ownSockets(module, agent).flatMap(({ attribute }) => requestLoops(module, agent, attribute));
  const handling = loops.flatMap(({ handler, payload }) =>
    handler && takesRequestOnly(module, handler) ? [{ name: handler.name, payload }] : [],
  );
  const [first] = handling;
  if (first === undefined || handling.some(({ name }) => name !== first.name)) return undefined;
  const method = methodsNamed(agent, first.name).at(-1);
  const isCertain = handling.every(({ payload }) => payload === contract.requestLoop?.payload);
  return method && { method, isCertain };
}
