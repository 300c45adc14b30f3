import { ts } from 'ts-morph';
import type { AgentSyntax } from '../../rewrite/agent-syntax.js';
import { fullName, nodesIn } from '../../rewrite/syntax/expressions.js';
import { ownCall, ownMemberOf, plainExpression } from './origins.js';

/** A request comes in, and a method of the agent answers it. */
export interface Dispatch {
  /** The call of the method, with the request as its one argument; absent where the reply is made on the spot. */
  readonly handler: { readonly name: string; readonly call: ts.CallExpression } | undefined;
  /** What sends the reply. */
  readonly reply: ts.CallExpression;
}

const replies = new Set(['send', 'end', 'json', 'reply', 'respond', 'postMessage']);
const incoming = new Set(['message', 'request']);
const routes = new Set(['post', 'all']);

/** Every place in which the agent answers requests: handlers of messages and of HTTP, and loops over a socket. */
export function dispatches(agent: AgentSyntax): readonly Dispatch[] {
  return agent.nodes.flatMap((node) => {
    if (ts.isForOfStatement(node) && node.awaitModifier) return dispatchIn(node.statement);
    return isHandler(node) ? dispatchIn(node.body) : [];
  });
}

/** A function that is given each request: `socket.on('message', …)`, `createServer(…)`, `app.post('/', …)`. */
function isHandler(node: ts.Node): node is ts.ArrowFunction {
  if (!ts.isArrowFunction(node) || !ts.isCallExpression(node.parent)) return false;
  const { expression, arguments: list } = node.parent;
  const name = ts.isPropertyAccessExpression(expression) ? expression.name.text : fullName(expression);
  if (name === 'createServer') return true;
  const [first] = list;
  if (name === undefined || !first || !ts.isStringLiteral(first)) return false;
  return name === 'on' ? incoming.has(first.text) : routes.has(name);
}

function dispatchIn(body: ts.Node): readonly Dispatch[] {
  const sent = nodesIn(body).filter(isReply);
  const answering = sent.map((reply) => ({ reply, handler: handlerOf(body, reply) }));
  const handled = answering.filter(({ handler }) => handler !== undefined);
  const onTheSpot = answering.filter(({ reply }) => reply.arguments.length > 0 && !asksAgent(reply));
  return handled.length > 0 ? handled : onTheSpot.slice(0, 1);
}

/** What is sent is something that the agent says whatever was asked, such as its health. */
const asksAgent = (reply: ts.CallExpression): boolean =>
  nodesIn(reply).some((node) => ts.isCallExpression(node) && node !== reply && ownCall(node) !== undefined);

const isReply = (node: ts.Node): node is ts.CallExpression =>
  ts.isCallExpression(node) &&
  ts.isPropertyAccessExpression(node.expression) &&
  replies.has(node.expression.name.text) &&
  ownMemberOf(node.expression) === undefined;

/** The one method of the agent whose answer is sent, directly or by way of a constant. */
function handlerOf(body: ts.Node, reply: ts.CallExpression): Dispatch['handler'] {
  const found = reply.arguments.flatMap((argument) =>
    nodesIn(argument).flatMap((node) => {
      const direct = ts.isExpression(node) ? ownCall(node) : undefined;
      if (direct) return [direct];
      const value = ts.isIdentifier(node) ? valueOf(body, node.text) : undefined;
      const call = value && ownCall(plainExpression(value));
      return call ? [call] : [];
    }),
  );
  const calls = found.filter(({ call }, index) => found.findIndex((other) => other.call === call) === index);
  const [only, other] = calls.filter(({ call }) => call.arguments.length === 1);
  return other ? undefined : only;
}

function valueOf(body: ts.Node, name: string): ts.Expression | undefined {
  return nodesIn(body).find(
    (node): node is ts.VariableDeclaration => ts.isVariableDeclaration(node) && node.name.getText() === name,
  )?.initializer;
}
