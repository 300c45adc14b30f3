import { ts } from 'ts-morph';
import { fullName, superCallsIn } from './syntax/expressions.js';
import type { ClassSyntax } from './syntax/class-syntax.js';
import { ownNodes, readThisUses, type ThisUses } from './syntax/this-uses.js';

export type Visibility = 'public' | 'protected' | 'private';

/** A member that instances of the class have; ES `#names` collide with nothing and are none. */
export interface MemberSyntax {
  readonly name: string;
  readonly kind: 'method' | 'property' | 'accessor' | 'parameter';
  readonly visibility: Visibility;
  readonly node: ts.ClassElement | ts.ParameterDeclaration;
  readonly nameNode: ts.Node;
}

export type MethodWithBody = ts.MethodDeclaration & { readonly body: ts.Block };
type ConstructorWithBody = ts.ConstructorDeclaration & { readonly body: ts.Block };

/** An agent class as recipes see it. */
export interface AgentSyntax extends ClassSyntax {
  /** What it extends, as written. */
  readonly base: ts.ExpressionWithTypeArguments | undefined;
  readonly construct: ConstructorWithBody | undefined;
  readonly members: readonly MemberSyntax[];
  /** Methods of instances with a body, in source order. */
  readonly methods: readonly MethodWithBody[];
  /** It extends the contract's class. */
  readonly isAdopted: boolean;
  /** Calls of the base's constructor in its own, in source order. */
  readonly superCalls: readonly ts.CallExpression[];
  readonly uses: ThisUses;
  /** Nodes of the class in which `this` is the agent. */
  readonly nodes: readonly ts.Node[];
}

/** Reads an agent class; `isBase` tells whether a written base is the contract's class. */
export function readAgent(found: ClassSyntax, isBase: (written: string) => boolean): AgentSyntax {
  const { node } = found;
  const base = node.heritageClauses?.find(({ token }) => token === ts.SyntaxKind.ExtendsKeyword)?.types[0];
  const construct = node.members.find(isConstructorWithBody);
  const written = base && fullName(base.expression);
  const nodes = ownNodes(node);
  return {
    ...found,
    base,
    construct,
    members: [...node.members.flatMap(memberOf), ...(construct?.parameters ?? []).flatMap(parameterProperty)],
    methods: node.members.filter(isInstanceMethod),
    isAdopted: written !== undefined && isBase(written),
    superCalls: construct ? superCallsIn(construct.body) : [],
    uses: readThisUses(nodes),
    nodes,
  };
}

const isConstructorWithBody = (member: ts.ClassElement): member is ConstructorWithBody =>
  ts.isConstructorDeclaration(member) && member.body !== undefined;

const isInstanceMethod = (member: ts.ClassElement): member is MethodWithBody =>
  ts.isMethodDeclaration(member) && member.body !== undefined && !isStatic(member);

export const hasModifier = (node: ts.Node, kind: ts.SyntaxKind): boolean =>
  ts.canHaveModifiers(node) && (ts.getModifiers(node)?.some((modifier) => modifier.kind === kind) ?? false);

export const isStatic = (member: ts.Node): boolean => hasModifier(member, ts.SyntaxKind.StaticKeyword);

export const isAsync = (member: ts.Node): boolean => hasModifier(member, ts.SyntaxKind.AsyncKeyword);

export function visibilityOf(node: ts.Node): Visibility {
  if (hasModifier(node, ts.SyntaxKind.PrivateKeyword)) return 'private';
  return hasModifier(node, ts.SyntaxKind.ProtectedKeyword) ? 'protected' : 'public';
}

/** Name of a member that is written as a name or a string. */
export function nameOfMember({ name }: Pick<ts.ClassElement, 'name'>): string | undefined {
  return name && (ts.isIdentifier(name) || ts.isStringLiteral(name)) ? name.text : undefined;
}

function memberOf(node: ts.ClassElement): readonly MemberSyntax[] {
  const name = nameOfMember(node);
  const kind = kindOf(node);
  if (name === undefined || kind === undefined || isStatic(node) || !node.name) return [];
  return [{ name, kind, visibility: visibilityOf(node), node, nameNode: node.name }];
}

function kindOf(node: ts.ClassElement): MemberSyntax['kind'] | undefined {
  if (ts.isMethodDeclaration(node)) return 'method';
  if (ts.isPropertyDeclaration(node)) return 'property';
  return ts.isAccessor(node) ? 'accessor' : undefined;
}

function parameterProperty(node: ts.ParameterDeclaration): readonly MemberSyntax[] {
  if (!ts.isParameterPropertyDeclaration(node, node.parent) || !ts.isIdentifier(node.name)) return [];
  return [{ name: node.name.text, kind: 'parameter', visibility: visibilityOf(node), node, nameNode: node.name }];
}
