import type { EditGroup } from '../../../../core/rewrite/edit-group.js';
import { nothing, type LeftNote, type Proposal } from '../../../../core/rewrite/recipe.js';
import type { PythonContext, PythonRecipe } from '../../rewrite/python-recipe.js';
import type { MethodSyntax } from '../../rewrite/syntax/class-syntax.js';
import { indentationStep } from '../../rewrite/syntax/indentation-step.js';
import { saysHealth } from '../../evidence/health.js';
import { methodsInThreads } from '../reading/agent-threads.js';
import { callsIn } from '../reading/origins.js';
import { callOnUse } from '../reading/own-sockets.js';
import { isGivenUp, ownConnections, type OwnConnection } from '../reading/own-connections.js';
import { closingLines, whyNotClosed } from './closing/closing-lines.js';
import { closingPlace, insertAtPlace, type ClosingPlace } from './closing/closing-place.js';
import { newCleanup } from './closing/new-cleanup.js';
import { handsOverMainSocket } from './handing-over/main-socket-of.js';
import { teardownOf } from './super-cleanup.js';

/** Sockets and database connections that the agent opens and nothing closes are closed when the agent ends. */
export const closeConnections: PythonRecipe = {
  id: 'close-connections',
  title: 'Close other sockets and connections',
  description:
    "Closes the agent's own sockets and database connections in cleanup, before the base's: ending a context waits for its sockets. For review: nothing closed them so far.",
  stage: 'integration',
  scope: 'class',
  propose(context) {
    const { agent, module, contract } = context;
    if (!agent.isAdopted || contract.cleanup === undefined) return nothing;
    const open = ownConnections(module, agent).filter(
      (one) =>
        !isGivenUp(module, agent, one) &&
        !handsOverMainSocket(context, one.attribute) &&
        !isOfHealthThread(context, one) &&
        !one.openings.every(({ statement }) => context.draft.isDeleted(statement)),
    );
    const left: LeftNote[] = [];
    const closable = open.filter((one) => {
      const problem = whyNotClosed(context, one) ?? whyInUse(context, one);
      if (problem) left.push(problem);
      return problem === undefined;
    });
    const places = closable.map((connection) => ({ connection, method: methodFor(context, connection) }));
    const inNew = places.filter(({ method }) => method === undefined).map(({ connection }) => connection);
    const groups = [...inNewCleanup(context, inNew, left)];
    for (const { connection, method } of places) {
      if (method) groups.push(...inMethod(context, connection, method, left));
    }
    return { groups, left } satisfies Proposal;
  },
};

/** The agent's own cleanup; without one, the teardown that ends the context of the socket; else a cleanup that is to be written. */
function methodFor(context: PythonContext, connection: OwnConnection): MethodSyntax | undefined {
  const { module, agent, contract } = context;
  const method = teardownOf(context);
  if (method === undefined || method.name === contract.cleanup?.name) return method;
  const made = agent.self.uses.find(({ node }) => node === connection.context)?.name;
  const ends = agent.self.uses.some(
    (use) => use.name === made && use.method === method && callOnUse(module, use)?.name === 'term',
  );
  return ends ? method : undefined;
}

/** The socket of an own health check that stays: the recipe that hands over the check has said so. */
function isOfHealthThread({ module, agent }: PythonContext, { attribute, uses }: OwnConnection): boolean {
  const inThreads = methodsInThreads(module, agent);
  return saysHealth(attribute) && uses.some(({ method }) => inThreads.has(method));
}

/** Somebody else than the code that ends the agent may be using the connection at that moment. */
function whyInUse(context: PythonContext, connection: OwnConnection): LeftNote | undefined {
  const { module, agent, contract } = context;
  const { attribute, uses, kind } = connection;
  const inThreads = methodsInThreads(module, agent);
  const use = uses.find((one) => inThreads.has(one.method));
  const method = teardownOf(context);
  const joins = method !== undefined && callsIn(module, method.body).some((call) => isJoin(call.name, call.positional));
  if (use === undefined || joins) return undefined;
  const isOfBase =
    agent.self.uses.find(({ node }) => node === connection.context)?.name === contract.mainSocket?.contextAttribute;
  const blocks =
    isOfBase && kind.isZmq === true ? `, because ${contract.class} waits for it when it ends its context` : '';
  const reason = `${agent.name}.${attribute} (${kind.what}) is closed nowhere: ${use.method.name} uses it in a thread that is still running then; close it where that thread ends${blocks}.`;
  return { reason, line: module.lineOf(use.node) };
}

/** `thread.join()` and `thread.join(timeout=2)`, not `", ".join(names)`. */
const isJoin = (name: string, positional: readonly { readonly type: string }[]): boolean =>
  name === 'join' && positional.every(({ type }) => type === 'integer' || type === 'float');

function inMethod(
  context: PythonContext,
  connection: OwnConnection,
  method: MethodSyntax,
  left: LeftNote[],
): readonly EditGroup[] {
  const { module, agent, contract } = context;
  const { attribute, kind } = connection;
  const place: ClosingPlace =
    method.selfName === undefined
      ? { kind: 'none', reason: 'it is no method of an instance', node: method.nameNode }
      : closingPlace(module, method, contract.cleanup?.name ?? '');
  if (place.kind === 'none') {
    const reason = `${agent.name}.${attribute} (${kind.what}) is closed nowhere, and ${method.name} cannot close it: ${place.reason}.`;
    left.push({ reason, line: module.lineOf(place.node) });
    return [];
  }
  const lines = closingLines(context, connection, method.selfName ?? 'self', indentationStep(module, method));
  const edit = { ...insertAtPlace(module, place, lines), reason: reasonFor(context, [connection]) };
  return [{ id: attribute, safety: 'review', edits: [edit] }];
}

function inNewCleanup(
  context: PythonContext,
  connections: readonly OwnConnection[],
  left: LeftNote[],
): readonly EditGroup[] {
  const { agent, module, contract } = context;
  const [first] = connections;
  if (first === undefined) return [];
  const step = agent.init ? indentationStep(module, agent.init) : '    ';
  const edit = newCleanup(
    context,
    connections.flatMap((one) => closingLines(context, one, 'self', step)),
  );
  if (edit === undefined) {
    const names = connections.map(({ attribute }) => attribute).join(', ');
    const reason = `${names} of ${agent.name} are closed nowhere, and there is no place for a ${contract.cleanup?.name ?? ''}.`;
    left.push({ reason, line: module.lineOf(agent.nameNode) });
    return [];
  }
  return [{ safety: 'review', edits: [{ ...edit, reason: reasonFor(context, connections) }] }];
}

function reasonFor({ contract }: PythonContext, connections: readonly OwnConnection[]): string {
  const things = connections.map(({ attribute, kind }) => `${attribute} (${kind.what})`).join(', ');
  const unsent = connections.some(({ kind }) => kind.isZmq === true)
    ? '; a message that is still waiting is dropped unless LINGER says otherwise'
    : '';
  return `Nothing closes ${things}, and ${contract.class} closes only its own${unsent}.`;
}
