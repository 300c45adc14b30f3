import { ts } from 'ts-morph';
import type { Visibility } from '../../../core/contract/contract.js';
import { hasModifier, isStatic, nameOfMember, visibilityOf } from '../rewrite/agent-syntax.js';
import { fullName, nodesIn } from '../rewrite/syntax/expressions.js';

export interface BaseMember {
  readonly name: string;
  readonly node: ts.Node;
  readonly visibility: Visibility;
  readonly isMethod: boolean;
  readonly isAbstract: boolean;
}

/** Members of instances over a chain of classes, the nearest one of a name; ES `#names` are nobody else's business. */
export function membersOf(classes: readonly ts.ClassLikeDeclaration[]): readonly BaseMember[] {
  const members = new Map<string, BaseMember>();
  for (const member of classes.flatMap(ownMembers)) if (!members.has(member.name)) members.set(member.name, member);
  return [...members.values()];
}

function ownMembers(node: ts.ClassLikeDeclaration): readonly BaseMember[] {
  return node.members.flatMap((member) => {
    if (ts.isConstructorDeclaration(member)) return madeIn(member);
    const name = nameOfMember(member);
    if (name === undefined || isStatic(member) || (!ts.isMethodDeclaration(member) && !isField(member))) return [];
    return [asMember(name, member)];
  });
}

const isField = (member: ts.ClassElement): boolean => ts.isPropertyDeclaration(member) || ts.isAccessor(member);

function asMember(name: string, node: ts.Node): BaseMember {
  return {
    name,
    node,
    visibility: visibilityOf(node),
    isMethod: ts.isMethodDeclaration(node),
    isAbstract: hasModifier(node, ts.SyntaxKind.AbstractKeyword),
  };
}

/** Parameter properties, and in JavaScript what the constructor assigns. */
function madeIn(constructor: ts.ConstructorDeclaration): readonly BaseMember[] {
  const properties = constructor.parameters.flatMap((node) =>
    ts.isParameterPropertyDeclaration(node, constructor) && ts.isIdentifier(node.name)
      ? [asMember(node.name.text, node)]
      : [],
  );
  const assigned = [...(constructor.body ? nodesIn(constructor.body) : [])].flatMap((node) => {
    if (!ts.isBinaryExpression(node) || node.operatorToken.kind !== ts.SyntaxKind.EqualsToken) return [];
    const name = /^this\.(\w+)$/.exec(fullName(node.left) ?? '')?.[1];
    return name === undefined ? [] : [asMember(name, node)];
  });
  return [...properties, ...assigned];
}
