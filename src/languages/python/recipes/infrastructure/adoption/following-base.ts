import type { PythonContext } from '../../../rewrite/python-recipe.js';
import type { SelfUse } from '../../../rewrite/self-uses.js';
import { afterRestOfLine, startOfOwnLine } from '../../../rewrite/syntax/line-ends.js';
import type { PythonModule } from '../../../rewrite/syntax/python-module.js';
import type { SyntaxNode } from '../../../rewrite/syntax/syntax-node.js';
import { assignedValue } from '../../../rewrite/values/definitions.js';
import { entryExpression } from '../../../rewrite/values/entry-expression.js';

/** The statement of `__init__` that assigns the attribute and nothing else, when it has the same effect behind later statements. */
export function followingBase(
  { module, agent }: PythonContext,
  { node, statement, method }: SelfUse,
): SyntaxNode | undefined {
  const value = assignedValue(node);
  const isPlain = node.parent?.parent === statement && node.parent.parts.at(-1) === value;
  if (!agent.init || !value || !isPlain || statement.parent !== agent.init.body) return undefined;
  const isOfSelf = agent.self.within(value).length > 0;
  const isKnown = entryExpression(value, { module, agent, method }) !== undefined;
  return isKnown && !isOfSelf && isLone(module, statement) ? statement : undefined;
}

/** The statement shares its lines with no other. */
export function isLone({ text }: PythonModule, { start, end }: SyntaxNode): boolean {
  return startOfOwnLine(text, start) !== undefined && afterRestOfLine(text, end) !== undefined;
}

/** The statement with the comment behind it. */
export function lineOf({ text }: PythonModule, { start, end }: SyntaxNode): string {
  return text.slice(start, afterRestOfLine(text, end)).trimEnd();
}
