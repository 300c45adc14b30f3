import type { EditGroup, ProposedEdit } from '../../../../core/rewrite/edit-group.js';
import { nothing, type LeftNote } from '../../../../core/rewrite/recipe.js';
import type { PythonContext, PythonRecipe } from '../../rewrite/python-recipe.js';
import { removeStatements } from '../../rewrite/syntax/removal.js';
import { requestClients, type RequestClient } from '../reading/request-clients.js';
import { agentAt, type AgentAt } from './calling/agent-at.js';
import { readConversation, type Conversation, type Exchange } from './calling/conversation.js';
import { deadFinally } from './calling/dead-finally.js';
import { runsAfterBase } from './runs-after-base.js';

export const CALL_AGENTS = 'call-agents';

/** A request socket that only asks one known agent gives way to the base's call of an agent by name. */
export const callAgents: PythonRecipe = {
  id: CALL_AGENTS,
  title: 'Ask other agents through the base',
  description:
    "Replaces a socket that only sends requests to one known agent and receives its replies by the base's call. For review: a silent agent becomes an exception of another kind.",
  stage: 'integration',
  scope: 'class',
  propose(context) {
    const { agent, module, contract } = context;
    if (!agent.isAdopted || contract.sendRequest === undefined) return nothing;
    const left: LeftNote[] = [];
    const groups = requestClients(module, agent).flatMap((client, index): readonly EditGroup[] => {
      const asked = agentOfClient(context, client);
      if (asked === undefined) return [];
      const conversation = readConversation(context, client);
      if (conversation.kind === 'other') {
        const reason = `${client.name} asks ${asked.name}, but not as ${contract.sendRequest?.name ?? ''} does: ${conversation.reason}.`;
        left.push({ reason, line: module.lineOf(conversation.node) });
        return [];
      }
      return [{ id: String(index + 1), safety: 'review', edits: editsOf(context, conversation, asked) }];
    });
    return { groups, left };
  },
};

type AskedAgent = Extract<AgentAt, { readonly kind: 'agent' }>;

/** The one agent that the client connects to. */
function agentOfClient(context: PythonContext, { connects }: RequestClient): AskedAgent | undefined {
  const { module, agent } = context;
  const [connect, ...others] = connects;
  const [address] = connect?.positional ?? [];
  if (connect === undefined || others.length > 0 || address === undefined) return undefined;
  const method = agent.methods.find((one) => connect.node.isWithin(one.body));
  const found = agentAt(context, address, { module, agent, method });
  return found?.kind === 'agent' && runsAfterBase(context, connect.node) ? found : undefined;
}

function editsOf(
  context: PythonContext,
  conversation: Conversation,
  { name, endpoint }: AskedAgent,
): readonly ProposedEdit[] {
  const { module, contract, draft } = context;
  const send = contract.sendRequest?.name ?? '';
  const going = [...conversation.statements, ...conversation.exchanges.map(({ send: one }) => one)];
  const clauses = deadFinally(module, going);
  const removals = removeStatements(
    module,
    going.filter((one) => !clauses.some((clause) => one.isWithin(clause))),
    (span) => draft.isDeleted(span),
  );
  const why = `${contract.class}.${send} makes a socket for each request and closes it.`;
  const gone = [...removals, ...clauses.map(({ start, end }) => ({ start, end, newText: '' }))];
  const waits =
    conversation.timeout === undefined
      ? 'so far the wait had no limit'
      : 'so far a silent agent was an error of ZeroMQ';
  const calls = conversation.exchanges.map((exchange) => ({
    start: exchange.receive.start,
    end: exchange.receive.end,
    newText: callOfAgent(context, exchange, { name, timeout: conversation.timeout }),
    reason: `${send} raises RuntimeError when ${name} is silent or unknown; ${waits}.`,
    endpoint,
  }));
  return [...gone.map((edit) => ({ ...edit, reason: why })), ...calls];
}

function callOfAgent(
  { module, contract }: PythonContext,
  { request, self }: Exchange,
  { name, timeout }: { readonly name: string; readonly timeout: string | undefined },
): string {
  const parameters = contract.sendRequest?.parameters ?? [];
  const takes = (option: string): boolean => parameters.some((one) => one.split(/[=:]/)[0]?.trim() === option);
  const options = [
    ...(timeout !== undefined && takes('timeout') ? [`timeout=${timeout}`] : []),
    // A request that is sent again may be carried out twice; the agent sends it once.
    ...(takes('retries') && !parameters.some((one) => /^retries\s*=\s*1$/.test(one)) ? ['retries=1'] : []),
  ];
  return `${self}.${contract.sendRequest?.name ?? ''}(${[`"${name}"`, module.textOf(request), ...options].join(', ')})`;
}
