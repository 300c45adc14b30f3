import { foreignUses } from '../../../rewrite/foreign-uses.js';
import type { PythonContext } from '../../../rewrite/python-recipe.js';
import type { SelfUse } from '../../../rewrite/self-uses.js';
import type { SyntaxNode } from '../../../rewrite/syntax/syntax-node.js';
import { callOf, originOf } from '../../reading/origins.js';
import { callOnUse, ownSockets, statementOfCall, type OwnSocket } from '../../reading/own-sockets.js';
import { definitionOfAttribute } from '../../../rewrite/values/definitions.js';
import { runsAfterBase } from '../runs-after-base.js';
import { closingStatements, guardedStatement } from './closing-statements.js';

/** What becomes of the context that made the main socket. */
export interface HandedContext {
  /** The attribute, when everything that uses it can use the base's context. */
  readonly attribute: string | undefined;
  /** Its creation and its end. */
  readonly statements: readonly SyntaxNode[];
}

const stays: HandedContext = { attribute: undefined, statements: [] };

/**
 * The agent's context becomes the base's when it is an ordinary one and the base's cleanup will find no socket of it open: ending a context
 * waits for its sockets. Otherwise the agent keeps it for its other sockets.
 */
export function handedContext(context: PythonContext, socket: OwnSocket): HandedContext {
  const { module, agent, contract } = context;
  const made = contextAttribute(context, socket);
  if (made === undefined || contract.mainSocket?.contextAttribute === undefined) return stays;
  const uses = agent.self.uses.filter(({ name }) => name === made);
  const creation = uses.find((use) => use.access === 'write');
  const isUsedOutside = foreignUses(module, agent, made).some(({ holder }) => holder !== 'other');
  if (creation === undefined || isUsedOutside) return stays;
  const needless = withoutSockets(context, uses, socket);
  if (needless !== undefined) return { attribute: undefined, statements: needless };
  const others = ownSockets(module, agent).filter((one) => one.attribute !== socket.attribute);
  const isClosed = ({ attribute }: OwnSocket): boolean => closesBeforeBase(context, attribute);
  const elsewhere = uses.some((use) => {
    const call = callOnUse(module, use);
    const isKnown = use === creation || call?.name === 'socket' || call?.name === 'term' || call?.name === 'destroy';
    return !isKnown || (call?.name === 'socket' && !isOwnSocketOrLocal(context, call.node));
  });
  if (elsewhere || !others.every(isClosed)) return stays;
  const ending = closingStatements(context, uses);
  const ends = uses.filter((use) => /^(term|destroy)$/.test(callOnUse(module, use)?.name ?? ''));
  const isEndedElsewhere = ends.some((use) => !ending.some((one) => use.node.isWithin(one)));
  if (isEndedElsewhere) return stays;
  const going = [creation.statement, ...ending];
  const isEarly = ({ node }: SelfUse): boolean =>
    node !== socket.context && !going.some((one) => node.isWithin(one)) && !runsAfterBase(context, node);
  if (uses.some(isEarly)) return stays;
  return { attribute: made, statements: going };
}

/** All that the agent does with a context from which it makes no socket but the main one; `undefined` when it does something else. */
function withoutSockets(
  { module }: PythonContext,
  uses: readonly SelfUse[],
  socket: OwnSocket,
): readonly SyntaxNode[] | undefined {
  const statements = uses.flatMap((use): readonly (SyntaxNode | undefined)[] => {
    if (use.node === socket.context) return [];
    if (use.access === 'write') return [use.statement];
    const call = statementOfCall(module, use);
    const guard = asksForPresence(use);
    if (guard) return [];
    return [call?.name === 'term' || call?.name === 'destroy' ? guardedStatement(module, use.statement) : undefined];
  });
  const known = statements.filter((one) => one !== undefined);
  return known.length === statements.length ? known : undefined;
}

/** `if self.context:` around the statement that ends it. */
function asksForPresence({ node }: SelfUse): boolean {
  const around = node.parent?.type === 'if_statement' ? node.parent : node.ancestor('if_statement');
  const condition = around?.parts[0];
  return condition !== undefined && node.isWithin(condition);
}

/** `context` of `self.context.socket(…)`, made once with `zmq.Context()`. */
function contextAttribute(context: PythonContext, socket: OwnSocket): string | undefined {
  const { module, agent } = context;
  const use = agent.self.uses.find(({ node }) => node === socket.context);
  if (use === undefined) return undefined;
  const value = madeOnce(context, use.name);
  const call = callOf(module, value);
  const ordinary = context.contract.mainSocket?.isAsync === true ? 'zmq.asyncio.Context' : 'zmq.Context';
  const isOrdinary = call !== undefined && originOf(module, call.callee) === ordinary && call.positional.length === 0;
  return isOrdinary && call.keywords.size === 0 ? use.name : undefined;
}

/** Sockets that are kept in attributes are looked at one by one; one in a local name lives as long as its method. */
function isOwnSocketOrLocal({ module, agent }: PythonContext, call: SyntaxNode): boolean {
  const target = call.parent?.type === 'assignment' ? call.parent.parts[0] : undefined;
  if (target?.type !== 'identifier') return ownSockets(module, agent).some(({ creation }) => creation.node === target);
  const name = module.textOf(target);
  const method = agent.methods.find((one) => call.isWithin(one.body));
  return method !== undefined && module.textOf(method.body).includes(`${name}.close(`);
}

/** The agent's own cleanup closes the socket in a statement that is always reached. */
function closesBeforeBase({ module, agent, contract }: PythonContext, attribute: string): boolean {
  const own = agent.methods.find((method) => method.name === contract.cleanup?.name);
  const uses = agent.self.uses.filter((use) => use.name === attribute && use.method === own);
  return uses.some((use) => statementOfCall(module, use)?.name === 'close');
}

/** The attribute that holds a value made once, in the constructor, from a call. */
function madeOnce(context: PythonContext, attribute: string): SyntaxNode | undefined {
  const { module, agent } = context;
  const definition = definitionOfAttribute(attribute, { module, agent, method: agent.init });
  return definition?.kind === 'expression' ? definition.node : undefined;
}
