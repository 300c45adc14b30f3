import { ts } from 'ts-morph';
import type { LeftNote } from '../../../../../core/rewrite/recipe.js';
import type { TypeScriptContext } from '../../../rewrite/typescript-recipe.js';
import type { OwnResource } from '../../reading/own-resources.js';

const closes = new Set([
  ...['close', 'end', 'quit', 'terminate', 'kill', 'disconnect', 'destroy', 'dispose', 'release'],
  ...['stop', 'shutdown', '$disconnect', 'unref', 'closeAllConnections'],
]);

/** Some method closes it, or sees to it that it keeps nothing alive. */
export const isClosed = ({ uses }: OwnResource): boolean =>
  uses.some((use) => {
    const { parent } = outermost(use);
    if (ts.isCallExpression(parent)) return /^(?:global(?:This)?\.)?clear\w+$/.test(parent.expression.getText());
    const isCalled = ts.isPropertyAccessExpression(parent) && ts.isCallExpression(parent.parent);
    return isCalled && closes.has(parent.name.text);
  });

/** Why nothing can close it at the agent's end, as far as can be seen; `undefined` when a statement can. */
export function whyNotClosed(
  { module, agent }: Pick<TypeScriptContext, 'module' | 'agent'>,
  { member, kind, other, uses }: OwnResource,
): LeftNote | undefined {
  const note = (why: string, node: ts.Node): LeftNote => ({
    reason: `${agent.name}.${member} (${kind.what}) is closed nowhere: ${why}.`,
    line: module.lineOf(node),
  });
  if (other) return note('it is also given a value that may be something else', other);
  const taken = agent.uses.all.find(({ name, node }) => name === member && ts.isBindingElement(node));
  if (taken)
    return note(`line ${module.lineOf(taken.node)} takes it out of the agent, and may close it there`, taken.node);
  const handed = uses.find(isHandedOn);
  return handed && note(`line ${module.lineOf(handed)} hands it on, and who has it may close it`, handed);
}

function isHandedOn(use: ts.PropertyAccessExpression): boolean {
  const whole = outermost(use);
  const { parent } = whole;
  const isArgument = (ts.isCallExpression(parent) || ts.isNewExpression(parent)) && parent.expression !== whole;
  return (
    isArgument ||
    ts.isPropertyAssignment(parent) ||
    ts.isReturnStatement(parent) ||
    ts.isArrayLiteralExpression(parent) ||
    (ts.isVariableDeclaration(parent) && parent.initializer === whole)
  );
}

/** The use with what only asserts its type around it. */
function outermost(node: ts.Node): ts.Node {
  const { parent } = node;
  const isAround = ts.isNonNullExpression(parent) || ts.isParenthesizedExpression(parent) || ts.isAsExpression(parent);
  return isAround ? outermost(parent) : node;
}

/** The statement that closes it, asking first whether it is there where that is not certain. */
export function closingLine(
  { module }: Pick<TypeScriptContext, 'module'>,
  { member, kind, maybeAbsent }: OwnResource,
): string {
  const { closing } = kind;
  const own = `this.${member}`;
  const access = maybeAbsent ? `${own}?` : own;
  const condition = maybeAbsent ? `if (${own}) ` : '';
  switch (closing.by) {
    case 'function':
      return `${condition}${closing.name}(${own})`;
    case 'method':
      return `${closing.isAwaited ? 'await ' : ''}${access}.${closing.name}()`;
    case 'callback': {
      const promise = module.isJavaScript ? 'Promise' : 'Promise<void>';
      return `${condition}await new ${promise}((resolve) => ${access}.${closing.name}(() => resolve()))`;
    }
  }
}

export const isWaiting = (line: string): boolean => /\bawait\b/.test(line);
