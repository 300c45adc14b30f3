import { ts } from 'ts-morph';
import { nodesIn } from '../../rewrite/syntax/expressions.js';
import { importsOf } from '../../rewrite/syntax/imports.js';
import type { TypeScriptContext } from '../../rewrite/typescript-recipe.js';
import { ownMemberOf, plainExpression } from './origins.js';

type Agent = Pick<TypeScriptContext, 'module' | 'agent'>;

/** The source of a value as it can be written where the base is constructed; `undefined` when it depends on what comes later. */
export function valueAtConstruction(context: Agent, expression: ts.Expression): string | undefined {
  const value = plainExpression(expression);
  const member = ownMemberOf(value);
  if (member !== undefined) return valueOfMember(context, member);
  return isKnownEarly(context, value) ? context.module.textOf(value) : undefined;
}

function valueOfMember(context: Agent, member: string): string | undefined {
  const { agent } = context;
  const parameter = agent.members.find(({ name, kind }) => name === member && kind === 'parameter');
  const field = agent.node.members.find(
    (one): one is ts.PropertyDeclaration => ts.isPropertyDeclaration(one) && one.name.getText() === member,
  );
  const given = agent.nodes.flatMap((node) =>
    ts.isBinaryExpression(node) &&
    node.operatorToken.kind === ts.SyntaxKind.EqualsToken &&
    ownMemberOf(node.left) === member
      ? [node]
      : [],
  );
  if (parameter) return given.length === 0 ? member : undefined;
  const [only, other] = [...(field?.initializer ? [field.initializer] : []), ...given.map(({ right }) => right)];
  const isEarly = given.every(({ parent }) => parent.parent === agent.construct?.body);
  return only && !other && isEarly && ownMemberOf(only) === undefined ? valueAtConstruction(context, only) : undefined;
}

/** It reads nothing but the module's own constants, what the platform offers and the constructor's parameters. */
function isKnownEarly({ module, agent }: Agent, value: ts.Expression): boolean {
  const parameters = (agent.construct?.parameters ?? []).map(({ name }) => name.getText());
  const constants = module.statements.flatMap((statement) =>
    ts.isVariableStatement(statement) ? statement.declarationList.declarations.map(({ name }) => name.getText()) : [],
  );
  const imported = importsOf(module).map(({ local }) => local);
  const known = new Set([...parameters, ...constants, ...imported, 'process', 'Number', 'parseInt', 'undefined']);
  return nodesIn(value).every((node) => {
    if (node.kind === ts.SyntaxKind.ThisKeyword || ts.isFunctionLike(node)) return false;
    const isName = ts.isIdentifier(node) && !(ts.isPropertyAccessExpression(node.parent) && node.parent.name === node);
    return !isName || known.has(node.text);
  });
}
