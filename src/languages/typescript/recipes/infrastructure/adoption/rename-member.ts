import { ts } from 'ts-morph';
import type { ProposedEdit } from '../../../../../core/rewrite/edit-group.js';
import type { MemberSyntax } from '../../../rewrite/agent-syntax.js';
import { nodesIn } from '../../../rewrite/syntax/expressions.js';
import type { TypeScriptContext } from '../../../rewrite/typescript-recipe.js';

/** `config` → `ownConfig`: a name that the class does not have yet. */
export function freeName({ agent, contract }: TypeScriptContext, name: string): string {
  const taken = new Set([
    ...agent.members.map((member) => member.name),
    ...agent.uses.all.map((use) => use.name),
    ...contract.attributes.map((one) => one.name),
    ...contract.methods.map((one) => one.name),
  ]);
  const base = `own${name.charAt(0).toUpperCase()}${name.slice(1)}`;
  let free = base;
  for (let count = 2; taken.has(free); count++) free = `${base}${count}`;
  return free;
}

/** Renames a member where it is declared and wherever the class uses it. */
export function renameMember(
  context: TypeScriptContext,
  member: Pick<MemberSyntax, 'name' | 'kind'>,
  to: string,
): readonly ProposedEdit[] {
  const { module, agent, contract } = context;
  const reason = `${contract.class} has a member ${member.name} of its own.`;
  const declared = agent.members.filter((one) => one.name === member.name);
  const edits = declared.map(({ nameNode }) => ({ ...module.spanOf(nameNode), newText: to, reason }));
  for (const use of agent.uses.all.filter(({ name }) => name === member.name)) {
    const newText = use.isPattern ? `${to}: ${use.name}` : to;
    edits.push({ ...module.spanOf(use.nameNode), newText, reason });
  }
  if (member.kind !== 'parameter') return edits;
  for (const node of parameterUses(context, member.name)) {
    const isShorthand = ts.isShorthandPropertyAssignment(node.parent) && node.parent.name === node;
    edits.push({ ...module.spanOf(node), newText: isShorthand ? `${member.name}: ${to}` : to, reason });
  }
  return edits;
}

/** A parameter property is a parameter too: the constructor uses it by its bare name. */
function parameterUses({ agent }: TypeScriptContext, name: string): readonly ts.Identifier[] {
  const { construct } = agent;
  if (!construct) return [];
  const inside = [construct.body, ...construct.parameters.flatMap(({ initializer }) => initializer ?? [])];
  return inside
    .flatMap((node) => nodesIn(node))
    .filter((node): node is ts.Identifier => ts.isIdentifier(node) && node.text === name && isReference(node));
}

function isReference(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  if (ts.isBindingElement(parent)) return parent.initializer === node;
  if (ts.isObjectLiteralElementLike(parent) || ts.isClassElement(parent) || ts.isJsxAttribute(parent))
    return parent.name !== node || ts.isShorthandPropertyAssignment(parent);
  return !ts.isTypeNode(parent) && !ts.isTypeElement(parent) && !ts.isQualifiedName(parent);
}

/** A binding of the same name inside the constructor: bare uses of the parameter cannot be told apart from its uses. */
export function isShadowed({ agent }: TypeScriptContext, name: string): boolean {
  const { construct } = agent;
  if (!construct) return false;
  return nodesIn(construct.body).some(
    (node) =>
      (ts.isVariableDeclaration(node) ||
        ts.isParameter(node) ||
        ts.isBindingElement(node) ||
        ts.isFunctionLike(node) ||
        ts.isClassLike(node)) &&
      !ts.isMethodDeclaration(node) &&
      !ts.isAccessor(node) &&
      node.name !== undefined &&
      ts.isIdentifier(node.name) &&
      node.name.text === name,
  );
}
