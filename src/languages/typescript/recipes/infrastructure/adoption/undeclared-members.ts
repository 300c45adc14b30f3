import { ts } from 'ts-morph';
import type { OwnedAttribute } from '../../../../../core/contract/contract.js';
import { isWithin } from '../../../rewrite/syntax/expressions.js';
import type { ThisUse } from '../../../rewrite/syntax/this-uses.js';
import type { TypeScriptContext } from '../../../rewrite/typescript-recipe.js';

/** Members that the class uses and does not declare, as JavaScript does, each with its first use. */
export function undeclaredMembers({ agent }: TypeScriptContext): ReadonlyMap<string, ThisUse> {
  const declared = new Set(agent.members.map(({ name }) => name));
  const first = new Map<string, ThisUse>();
  for (const use of agent.uses.all) if (!declared.has(use.name) && !first.has(use.name)) first.set(use.name, use);
  return first;
}

/**
 * The agent sets it before anything reads it, so that it never sees what the base had put there, and the base sets it once and for all
 * before.
 */
export function isSetAtStart(
  { agent }: TypeScriptContext,
  use: ThisUse,
  { setOnce, visibility }: OwnedAttribute,
): boolean {
  const { node } = use;
  const { construct } = agent;
  const assignment = node.parent;
  if (setOnce !== true || visibility === 'private' || !construct || !ts.isBinaryExpression(assignment)) return false;
  const isPlain = assignment.operatorToken.kind === ts.SyntaxKind.EqualsToken && assignment.left === node;
  const isOwnStatement = ts.isExpressionStatement(assignment.parent) && assignment.parent.parent === construct.body;
  const isRead = agent.uses.all.some(
    (other) => other.name === use.name && other !== use && isWithin(other.node, assignment),
  );
  const isReachedBefore = agent.uses.dynamic.some(({ pos }) => pos >= construct.body.pos && pos < node.pos);
  const isCalledBefore = agent.uses.all.some(
    (other) =>
      other.node.pos >= construct.body.pos && other.node.pos < node.pos && ts.isCallExpression(other.node.parent),
  );
  return isPlain && isOwnStatement && !isRead && !isReachedBefore && !isCalledBefore;
}
