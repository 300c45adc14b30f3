import { ts } from 'ts-morph';
import { fullName, isChange, nodesIn } from '../../rewrite/syntax/expressions.js';

/**
 * A function that may go with the call that it is given to: it writes to the console, or settles a promise by one of the names, and does
 * nothing else.
 */
export function isHarmless(callback: ts.Node, settling: ReadonlySet<string> = new Set()): boolean {
  if (ts.isIdentifier(callback)) return settling.has(callback.text);
  if (!ts.isArrowFunction(callback) && !ts.isFunctionExpression(callback)) return false;
  return nodesIn(callback.body).every((node) => {
    if (ts.isCallExpression(node)) {
      const called = fullName(node.expression) ?? '';
      return settling.has(called) || /^console\.\w+$/.test(called);
    }
    return !isChange(node) && !ts.isNewExpression(node) && !ts.isAwaitExpression(node) && !ts.isThrowStatement(node);
  });
}
