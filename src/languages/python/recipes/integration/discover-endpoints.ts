import type { ProposedEdit } from '../../../../core/rewrite/edit-group.js';
import { nothing, type LeftNote } from '../../../../core/rewrite/recipe.js';
import type { PythonContext, PythonRecipe } from '../../rewrite/python-recipe.js';
import type { MethodSyntax } from '../../rewrite/syntax/class-syntax.js';
import { type CallSyntax } from '../reading/origins.js';
import { requestClients } from '../reading/request-clients.js';
import { CALL_AGENTS } from './call-agents.js';
import { agentAt } from './calling/agent-at.js';
import { zmqHandlerAround } from './calling/zmq-handlers.js';
import { runsAfterBase } from './runs-after-base.js';

/** Addresses of other agents that are written down are asked for by name. */
export const discoverEndpoints: PythonRecipe = {
  id: 'discover-endpoints',
  title: 'Ask for the addresses of other agents',
  description:
    'Replaces the hard-coded address in the connect of a request socket by the look-up of the agent that answers there. For review: the look-up raises where the address was merely silent, and may name another machine.',
  stage: 'integration',
  scope: 'class',
  propose(context) {
    const { agent, module, contract } = context;
    if (!agent.isAdopted || contract.discover === undefined) return nothing;
    const left: LeftNote[] = [];
    const connects = requestClients(module, agent).flatMap((client) => client.connects);
    const groups = connects.flatMap((connect, index) => {
      const answer = settle(context, connect);
      if (answer === undefined) return [];
      if ('newText' in answer) return [{ id: String(index + 1), safety: 'review' as const, edits: [answer] }];
      left.push(answer);
      return [];
    });
    return { groups, left };
  },
};

function settle(context: PythonContext, connect: CallSyntax): ProposedEdit | LeftNote | undefined {
  const { module, agent, contract, draft } = context;
  const [address] = connect.positional;
  const method = agent.methods.find((one) => connect.node.isWithin(one.body));
  const called = draft.groups.filter(({ recipe }) => recipe === CALL_AGENTS).flatMap(({ edits }) => edits);
  const isTaken = called.some(({ start, end }) => start <= connect.node.start && connect.node.end <= end);
  if (address === undefined || method === undefined || isTaken || draft.isDeleted(connect.node)) return undefined;
  const found = agentAt(context, address, { module, agent, method });
  if (found === undefined) return undefined;
  const note = (why: string): LeftNote => ({
    reason: `${agent.name} connects to ${found.endpoint}, which is written down: ${why}.`,
    line: module.lineOf(connect.node),
    endpoint: found.endpoint,
  });
  if (found.kind === 'unknown') return note(found.reason);
  const lookUp = lookUpOf(context, found.name, method);
  if (typeof lookUp !== 'string') return note(lookUp.problem);
  if (!runsAfterBase(context, connect.node)) return note(`${contract.class} can be asked only after its constructor`);
  const handler = zmqHandlerAround(module, connect.node);
  if (handler) return note(`line ${module.lineOf(handler)} handles errors of ZeroMQ, and a look-up raises another one`);
  const reason = `${found.manifest} starts ${found.name} on ${found.endpoint}; ${contract.class} looks it up by name, and raises when it does not find it.`;
  return { start: address.start, end: address.end, newText: lookUp, reason, endpoint: found.endpoint };
}

/** The expression that gives the address. */
function lookUpOf(
  { contract }: PythonContext,
  name: string,
  { selfName = 'self', isAsync }: MethodSyntax,
): string | { readonly problem: string } {
  const { discover } = contract;
  if (discover?.answers === undefined)
    return { problem: `what ${discover?.name ?? 'the look-up'} answers is not known` };
  if (discover.isAsync === true && !isAsync) return { problem: `${discover.name} is asynchronous` };
  const call = `${discover.isAsync === true ? 'await ' : ''}${selfName}.${discover.name}("${name}")`;
  if (discover.answers === 'address') return call;
  return `"tcp://{}:{}".format(*${discover.isAsync === true ? `(${call})` : call})`;
}
