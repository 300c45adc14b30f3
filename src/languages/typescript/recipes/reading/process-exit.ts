import { ts } from 'ts-morph';
import type { MethodWithBody } from '../../rewrite/agent-syntax.js';
import { fullName, nodesIn, runsLater } from '../../rewrite/syntax/expressions.js';

/** `process.exit(…)`. */
export const isProcessExit = (node: ts.Node): node is ts.CallExpression =>
  ts.isCallExpression(node) && fullName(node.expression) === 'process.exit';

/** Where a method returns or ends the process, in source order. */
export const exitsOf = ({ body }: MethodWithBody): readonly ts.Node[] =>
  nodesIn(body, runsLater).filter((node) => ts.isReturnStatement(node) || isProcessExit(node));

/**
 * The last statement of a method that comes to an end nowhere before it and ends the process with it: `process.exit(0)`, not
 * `process.exit(this.stop())`, which does something first.
 */
export function exitAtEnd(method: MethodWithBody): ts.Statement | undefined {
  const last = method.body.statements.at(-1);
  const [exit, ...more] = exitsOf(method);
  if (exit === undefined || more.length > 0 || !isProcessExit(exit) || exit.parent !== last) return undefined;
  return exit.arguments.some((one) => nodesIn(one).some(ts.isCallExpression)) ? undefined : last;
}
