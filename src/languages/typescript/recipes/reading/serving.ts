import { ts } from 'ts-morph';
import { oncePer } from '../../../../core/once-per.js';
import { isAsync, type AgentSyntax, type MethodWithBody } from '../../rewrite/agent-syntax.js';
import { hasOwnThis, nodesIn, runsLater } from '../../rewrite/syntax/expressions.js';
import { methodNamed } from './method-named.js';
import { ownCall } from './origins.js';

/** Methods that a method calls on the agent, directly or through others, itself among them. */
export function reachedFrom(agent: AgentSyntax, method: MethodWithBody): ReadonlySet<MethodWithBody> {
  const reached = new Set([method]);
  for (const one of reached) {
    for (const name of ownCalls(one)) {
      const next = methodNamed(agent, name);
      if (next) reached.add(next);
    }
  }
  return reached;
}

/** The names by which a method calls others of its agent. */
const ownCalls = oncePer(({ body }: MethodWithBody): ReadonlySet<string> => {
  const calls = nodesIn(body, hasOwnThis).filter(ts.isCallExpression);
  return new Set(calls.flatMap((call) => ownCall(call)?.name ?? []));
});

/** What it answers may be a promise: it says so, or hands on what another function answers. */
export function mayAnswerLater(method: MethodWithBody): boolean {
  if (isAsync(method)) return true;
  if (method.type) return /\b(?:Promise|PromiseLike|any|unknown)\b/.test(method.type.getText());
  return nodesIn(method.body, runsLater).some((node) => ts.isReturnStatement(node) && node.expression !== undefined);
}

/** It comes back only when the agent ends: somewhere it loops and waits. */
export const servesUntilTheEnd = (agent: AgentSyntax, method: MethodWithBody): boolean =>
  [...reachedFrom(agent, method)].some(holdsServiceLoop);

const holdsServiceLoop = oncePer(({ body }: MethodWithBody): boolean => nodesIn(body, runsLater).some(isServiceLoop));

function isServiceLoop(node: ts.Node): boolean {
  if (ts.isForOfStatement(node)) return node.awaitModifier !== undefined;
  const isEndless = ts.isWhileStatement(node) || ts.isDoStatement(node) || (ts.isForStatement(node) && !node.condition);
  return isEndless && nodesIn(node, runsLater).some(ts.isAwaitExpression);
}
