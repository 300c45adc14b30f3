import type { ProposedEdit } from '../../../../core/rewrite/edit-group.js';
import { leave, nothing, oneGroup, type Proposal } from '../../../../core/rewrite/recipe.js';
import type { PythonContext, PythonRecipe } from '../../rewrite/python-recipe.js';
import { insertAfter } from '../../rewrite/syntax/insertion.js';
import { removeStatements } from '../../rewrite/syntax/removal.js';
import type { SyntaxNode } from '../../rewrite/syntax/syntax-node.js';
import { renameMemberTo } from '../infrastructure/adoption/rename-member.js';
import { requestLoops } from '../reading/request-loop.js';
import { endsWithoutBase } from './handing-over/ends-with-base.js';
import { passPort } from './handing-over/pass-port.js';
import { handedOver, type Handed } from './handing-over/handed-socket.js';
import { mainSocketOf } from './handing-over/main-socket-of.js';
import { SUPER_CLEANUP, teardownOf } from './super-cleanup.js';
import { MAIN_SOCKET, REQUEST_LOOP } from './request-loop.js';

/** The agent's own main socket gives way to the base's: creation and bind go, the port is passed, every other use means the base's. */
export const mainSocket: PythonRecipe = {
  id: MAIN_SOCKET,
  title: "Serve on the base's main socket",
  description:
    "Removes the agent's own request socket and passes its port to the base, which binds it. Requests arrive on the same port as before.",
  stage: 'integration',
  scope: 'class',
  propose(context) {
    const { agent, contract } = context;
    const [call, ...more] = agent.superCalls;
    if (!agent.isAdopted || contract.mainSocket === undefined || call === undefined || more.length > 0) return nothing;
    const socket = mainSocketOf(context);
    if (socket === undefined) return nothing;
    if (socket === 'several') return leave({ reason: `${agent.name} has several sockets that could be the main one.` });
    const handed = handedOver(context, socket);
    if (handed.kind === 'kept') return leave({ reason: handed.reason, line: handed.line });
    return propose(context, handed);
  },
};

function propose(context: PythonContext, handed: Handed): Proposal {
  const { module, agent, contract, draft } = context;
  const main = contract.mainSocket;
  const [call] = agent.superCalls;
  if (main === undefined || call === undefined) return nothing;
  const base = contract.class;
  const gone = handed.statements;
  const blocking = keptBlocking(context, handed);
  const loose = endsWithoutBase(context, gone);
  const alone =
    loose === undefined
      ? ''
      : `; ${loose.name} does not go on to its ${contract.cleanup?.name ?? 'cleanup'}, which ends its context`;
  const removals = removeStatements(
    module,
    gone,
    (span) => draft.isDeleted(span),
    (suite) => isFilled(context, suite),
  );
  const edits: ProposedEdit[] = [
    ...removals.map((edit) => ({ ...edit, reason: `${base} makes, binds and closes the main socket${alone}.` })),
    ...renamings(context, handed).filter((edit) => !gone.some((one) => one.start <= edit.start && edit.end <= one.end)),
    passPort(module, call, { contract, keyword: handed.keyword, value: handed.port }),
    ...blocking,
  ];
  return oneGroup({
    safety: loose ? 'review' : 'safe',
    edits,
    handsOver: [{ keyword: handed.keyword, value: handed.port }],
  });
}

/** Every other use of the socket, and of a context that goes with it, means the base's. */
function renamings(context: PythonContext, { socket, context: own }: Handed): readonly ProposedEdit[] {
  const { mainSocket: main, class: base } = context.contract;
  const rename = (from: string | undefined, to: string | undefined): readonly ProposedEdit[] =>
    from === undefined || to === undefined || from === to
      ? []
      : renameMemberTo(context, from, to, `${to} is the one of ${base}.`).edits;
  return [...rename(socket.attribute, main?.attribute), ...rename(own, main?.contextAttribute)];
}

/** The base's cleanup is appended to the suite in the same step. */
function isFilled(context: PythonContext, suite: SyntaxNode): boolean {
  return context.draft.has(SUPER_CLEANUP, context.agent.name) && teardownOf(context)?.body === suite;
}

/** A loop of the agent's own that waits without a time limit goes on doing so, whatever limit the base has set. */
function keptBlocking(context: PythonContext, handed: Handed): readonly ProposedEdit[] {
  const { module, agent, contract, draft } = context;
  const limit = contract.mainSocket?.options?.['RCVTIMEO'];
  const [call] = agent.superCalls;
  const waits = requestLoops(module, agent, handed.socket.attribute).some(({ polls }) => !polls);
  if (limit === undefined || call === undefined || !waits || handed.setsReceiveLimit) return [];
  if (draft.has(REQUEST_LOOP, agent.name)) return [];
  const attribute = contract.mainSocket?.attribute ?? '';
  const line = `${agent.init?.selfName ?? 'self'}.${attribute}.setsockopt(${handed.zmq}.RCVTIMEO, -1)`;
  const reason = `${contract.class} limits receiving to ${limit} ms; the agent's own loop waits for as long as it takes.`;
  return [{ ...insertAfter(module, call.statement, [line]), reason }];
}
