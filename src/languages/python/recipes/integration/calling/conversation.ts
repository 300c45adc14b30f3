import type { PythonContext } from '../../../rewrite/python-recipe.js';
import type { MethodSyntax } from '../../../rewrite/syntax/class-syntax.js';
import { statementOf, statementsOf } from '../../../rewrite/syntax/statements.js';
import type { SyntaxNode } from '../../../rewrite/syntax/syntax-node.js';
import { findMissedUse } from '../../infrastructure/adoption/rename-member.js';
import { callsIn, isLogging, originOf, type CallSyntax } from '../../reading/origins.js';
import type { RequestClient } from '../../reading/request-clients.js';
import { runsAfterBase } from '../runs-after-base.js';
import { zmqHandlerAround } from './zmq-handlers.js';

/** One request and its reply. */
export interface Exchange {
  /** The statement that sends. */
  readonly send: SyntaxNode;
  readonly request: SyntaxNode;
  /** The expression that gives the reply. */
  readonly receive: SyntaxNode;
  /** How the method around calls the agent. */
  readonly self: string;
}

/** All that an agent does with a request socket, when the base's call does the same. */
export interface Conversation {
  readonly kind: 'same';
  /** Statements that make, set up, connect and close the socket. */
  readonly statements: readonly SyntaxNode[];
  readonly exchanges: readonly Exchange[];
  /** Source of the milliseconds that a reply may take; `undefined` without a limit. */
  readonly timeout: string | undefined;
}

interface Other {
  readonly kind: 'other';
  readonly reason: string;
  readonly node: SyntaxNode;
}

const options = /^(?:zmq\.)?(?:LINGER|RCVTIMEO|SNDTIMEO)$/;

/** Reads the exact shape: make, set limits, connect, send JSON and receive it at once, close. */
export function readConversation(context: PythonContext, client: RequestClient): Conversation | Other {
  const { module, agent } = context;
  const { creations, connects, calls, others } = client;
  const other = (reason: string, node: SyntaxNode | undefined): Other => ({
    kind: 'other',
    reason,
    node: node ?? creations[0] ?? module.root,
  });
  if (creations.length > 1) return other('it is made in several places', creations[1]);
  if (others[0]) return other('it is used here in another way', others[0]);
  const missed = client.attribute === undefined ? undefined : findMissedUse(context, client.attribute, 'attribute');
  const reach = agent.self.reaches.find(({ name }) => name === client.attribute);
  if (missed ?? reach) return other(missed?.reason ?? 'it is asked for by its name', reach?.node);
  const sends = calls.filter(({ name }) => name === 'send_json');
  const receives = calls.filter(({ name }) => name === 'recv_json');
  const setUps = calls.filter((call) => call.name === 'setsockopt' && isLimit(context, call));
  const closes = calls.filter(({ name, positional }) => name === 'close' && positional.length === 0);
  const odd = calls.find((call) => ![...sends, ...receives, ...setUps, ...closes].includes(call));
  if (odd) return other(`it also does ${odd.name}`, odd.node);
  const parts = [...connects, ...setUps, ...closes];
  const nested = parts.find(({ node }) => node.parent?.type !== 'expression_statement');
  if (nested) return other('this is part of a larger statement', nested.node);
  const exchanges = sends.map((send, index) => exchangeOf(context, send, receives[index]));
  const strange = exchanges.find((one) => 'reason' in one);
  if (strange && 'reason' in strange) return other(strange.reason, strange.node);
  if (sends.length === 0 || receives.length !== sends.length)
    return other('not every request is followed by its reply', receives[0]?.node);
  const timeout = timeoutOf(context, client, setUps);
  if (timeout.kind === 'unknown') return other('its time limit is known only where it is made', timeout.node);
  return {
    kind: 'same',
    statements: [...creations, ...parts.map(({ node }) => node)].map(statementOf),
    exchanges: exchanges.filter((one) => 'send' in one),
    timeout: timeout.source,
  };
}

function isLimit({ module }: PythonContext, { positional }: CallSyntax): boolean {
  const [option] = positional;
  return option !== undefined && options.test(originOf(module, option) ?? '');
}

/** A request and its reply that stand next to each other, in a place where an exception of another kind changes nothing that is written there. */
function exchangeOf(
  context: PythonContext,
  send: CallSyntax,
  receive: CallSyntax | undefined,
): Exchange | { readonly reason: string; readonly node: SyntaxNode } {
  const { module, agent } = context;
  const [request, ...more] = send.positional;
  const statement = statementOf(send.node);
  if (receive === undefined) return { reason: 'not every request is followed by its reply', node: send.node };
  if (request === undefined || more.length > 0 || send.keywords.size > 0 || send.node.parent !== statement)
    return { reason: 'a request is sent with options, or in a larger statement', node: send.node };
  if (receive.positional.length > 0 || receive.keywords.size > 0)
    return { reason: 'a reply is received with options', node: receive.node };
  if (!isNext(context, statement, receive.node))
    return { reason: 'something happens between a request and its reply', node: receive.node };
  const handler = zmqHandlerAround(module, receive.node);
  if (handler)
    return {
      reason: `line ${module.lineOf(handler)} handles errors of ZeroMQ, and the base raises RuntimeError`,
      node: handler,
    };
  if (!runsAfterBase(context, receive.node)) return { reason: 'it asks before the base can', node: receive.node };
  const method: MethodSyntax | undefined = agent.methods.find((one) => receive.node.isWithin(one.body));
  const isAsync = context.contract.sendRequest?.isAsync === true || receive.node.parent?.type === 'await';
  if (isAsync) return { reason: 'one of the two is asynchronous', node: receive.node };
  return { send: statement, request, receive: receive.node, self: method?.selfName ?? 'self' };
}

/** Only remarks for the log stand between the two statements, and the reply is the first thing that the second one works out. */
function isNext({ module }: PythonContext, send: SyntaxNode, reply: SyntaxNode): boolean {
  const suite = send.parent;
  const receive = statementOf(reply);
  if (suite === undefined || receive.parent !== suite) return false;
  if (callsIn(module, receive).some(({ node }) => node.end <= reply.start)) return false;
  const all = statementsOf(suite);
  const between = all.slice(all.indexOf(send) + 1, all.indexOf(receive));
  const isSimple = ['expression_statement', 'return_statement'].includes(receive.type);
  return isSimple && all.indexOf(receive) > all.indexOf(send) && between.every((one) => isLogging(module, one));
}

type Timeout =
  | { readonly kind: 'known'; readonly source: string | undefined }
  | { readonly kind: 'unknown'; readonly node: SyntaxNode };

/** A limit that is good at the place of the request: a number, a name of the module, or any expression in the same method. */
function timeoutOf({ module }: PythonContext, { method }: RequestClient, setUps: readonly CallSyntax[]): Timeout {
  const limits = setUps.filter(({ positional: [option] }) => option && /RCVTIMEO$/.test(module.textOf(option)));
  const value = limits.at(-1)?.positional[1];
  if (value === undefined) return { kind: 'known', source: undefined };
  const source = module.textOf(value);
  if (/^-\s*1$/.test(source)) return { kind: 'known', source: undefined };
  const isGlobal = value.type === 'identifier' && module.scopeAround(value).resolve(source) === module.scopes;
  const isGood = value.type === 'integer' || isGlobal || (method !== undefined && !/[\r\n]/.test(source));
  return isGood ? { kind: 'known', source } : { kind: 'unknown', node: value };
}
