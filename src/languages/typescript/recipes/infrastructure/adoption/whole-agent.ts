import { ts } from 'ts-morph';
import type { Reason } from '../../../../../core/reason.js';
import { fullName } from '../../../rewrite/syntax/expressions.js';
import type { TypeScriptContext } from '../../../rewrite/typescript-recipe.js';
import { contractMethod } from './contract-members.js';

/** What lists or fixes all members of an object, which become more with the base's. */
const ofAllMembers =
  /^(?:JSON\.stringify|structuredClone|(?:v8\.)?serialize|Reflect\.ownKeys|Object\.(?:keys|values|entries|assign|freeze|seal|preventExtensions|getOwnPropertyNames|getOwnPropertyDescriptors))$/;

/** Why the members of the base cannot come to the agent's own: it shows, copies or overwrites whatever it has, or asks whether it has them. */
export function refusalOfWhole(context: TypeScriptContext): Reason | undefined {
  const { module, agent, contract } = context;
  const refuse = (node: ts.Node, message: string): Reason => ({
    code: 'owned-attribute',
    message,
    line: module.lineOf(node),
  });
  const whole = agent.nodes.find((node) => node.kind === ts.SyntaxKind.ThisKeyword && standsForAll(node));
  if (whole) {
    const message = `${agent.name} takes all of its members at once (${module.textOf(whole.parent)}), and ${contract.class} brings more of them; name them one by one first.`;
    return refuse(whole, message);
  }
  const text = agent.nodes.find(
    (node): node is ts.StringLiteral => ts.isStringLiteral(node) && asksByName(context, node),
  );
  return (
    text && refuse(text, `${agent.name} reaches ${module.textOf(text)} by a text, which ${contract.class} has too.`)
  );
}

/** `this['log']`, `'log' in this`, `this.hasOwnProperty('log')`, for a member that the base has and the class does not declare. */
function asksByName({ agent, contract }: TypeScriptContext, text: ts.StringLiteral): boolean {
  const { parent } = text;
  const isOfBase = contractMethod(contract, text.text) ?? contract.attributes.find(({ name }) => name === text.text);
  if (!isOfBase || agent.members.some(({ name }) => name === text.text)) return false;
  if (ts.isElementAccessExpression(parent)) return parent.expression.kind === ts.SyntaxKind.ThisKeyword;
  if (ts.isCallExpression(parent)) return fullName(parent.expression) === 'this.hasOwnProperty';
  const isAsked = ts.isBinaryExpression(parent) && parent.operatorToken.kind === ts.SyntaxKind.InKeyword;
  return isAsked && parent.right.kind === ts.SyntaxKind.ThisKeyword;
}

function standsForAll(node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isSpreadAssignment(parent) || ts.isForInStatement(parent)) return true;
  return ts.isCallExpression(parent) && parent.expression !== node && ofAllMembers.test(parent.expression.getText());
}
