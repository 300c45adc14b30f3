import { ts } from 'ts-morph';
import type { Reason } from '../../../../../core/reason.js';
import type { TypeScriptContext } from '../../../rewrite/typescript-recipe.js';

/** What lists or fixes all members of an object, which become more with the base's. */
const ofAllMembers =
  /^(?:JSON\.stringify|structuredClone|(?:v8\.)?serialize|Reflect\.ownKeys|Object\.(?:keys|values|entries|assign|freeze|seal|preventExtensions|getOwnPropertyNames|getOwnPropertyDescriptors))$/;

/** Why the members of the base cannot come to the agent's own: the agent shows, copies or overwrites whatever it has. */
export function refusalOfWhole({ module, agent, contract }: TypeScriptContext): Reason | undefined {
  const whole = agent.nodes.find((node) => node.kind === ts.SyntaxKind.ThisKeyword && standsForAll(node));
  if (!whole) return undefined;
  const message = `${agent.name} takes all of its members at once (${module.textOf(whole.parent)}), and ${contract.class} brings more of them; name them one by one first.`;
  return { code: 'owned-attribute', message, line: module.lineOf(whole) };
}

function standsForAll(node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isSpreadAssignment(parent) || ts.isForInStatement(parent)) return true;
  return ts.isCallExpression(parent) && parent.expression !== node && ofAllMembers.test(parent.expression.getText());
}
