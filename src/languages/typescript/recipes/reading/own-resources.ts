import { ts } from 'ts-morph';
import { isStatic, type AgentSyntax } from '../../rewrite/agent-syntax.js';
import { nodesOfKind } from '../../rewrite/syntax/nodes-of-kind.js';
import type { TypeScriptModule } from '../../rewrite/syntax/typescript-module.js';
import { ownMemberOf, plainExpression } from './origins.js';
import { resourceMade, type ResourceKind } from './resource-kinds.js';

/** Something that the agent opens itself and holds in a member: what it was given by others is not its to close. */
export interface OwnResource {
  /** With its `#`. */
  readonly member: string;
  readonly kind: ResourceKind;
  /** The expressions that open it. */
  readonly openings: readonly ts.Expression[];
  /** It may hold nothing, before it is opened or after it was closed. */
  readonly maybeAbsent: boolean;
  /** It is also given a value that may be something else. */
  readonly other: ts.Expression | undefined;
  /** Every `this.member`, those that write it too. */
  readonly uses: readonly ts.PropertyAccessExpression[];
}

interface Given {
  readonly member: string;
  readonly value: ts.Expression;
  /** In a field's declaration or as a statement of the constructor itself. */
  readonly isAtStart: boolean;
}

const known = new WeakMap<AgentSyntax, readonly OwnResource[]>();

export function ownResources(module: TypeScriptModule, agent: AgentSyntax): readonly OwnResource[] {
  const resources = known.get(agent) ?? readResources(module, agent);
  known.set(agent, resources);
  return resources;
}

function readResources(module: TypeScriptModule, agent: AgentSyntax): readonly OwnResource[] {
  const given = valuesGiven(agent);
  const members = [...new Set(given.map(({ member }) => member))];
  return members.flatMap((member) => {
    const values = given.filter((one) => one.member === member);
    const openings = values.filter(({ value }) => resourceMade(module, value));
    const [first] = openings;
    const kind = first && resourceMade(module, first.value);
    if (!kind) return [];
    const others = values.filter((one) => !openings.includes(one) && !isNothing(one.value));
    const other = [...others, ...openings.filter(({ value }) => resourceMade(module, value) !== kind)][0]?.value;
    const isAlways = openings.some(({ isAtStart }) => isAtStart) && !values.some(({ value }) => isNothing(value));
    const uses = usesOf(agent, member);
    return [{ member, kind, openings: openings.map(({ value }) => value), maybeAbsent: !isAlways, other, uses }];
  });
}

const isNothing = (value: ts.Expression): boolean => {
  const plain = plainExpression(value);
  return plain.kind === ts.SyntaxKind.NullKeyword || (ts.isIdentifier(plain) && plain.text === 'undefined');
};

/** What members are given, in field declarations and by plain assignments. */
function valuesGiven(agent: AgentSyntax): readonly Given[] {
  const declared = agent.node.members.flatMap((member): readonly Given[] => {
    if (!ts.isPropertyDeclaration(member) || !member.initializer || isStatic(member)) return [];
    return [{ member: member.name.getText(), value: member.initializer, isAtStart: true }];
  });
  const operations = nodesOfKind<ts.BinaryExpression>(agent.nodes, ts.SyntaxKind.BinaryExpression);
  const assigned = operations.flatMap((node): readonly Given[] => {
    if (!isAssignment(node.operatorToken.kind)) return [];
    const member = ownMemberOf(node.left);
    if (member === undefined) return [];
    const isAtStart = ts.isExpressionStatement(node.parent) && node.parent.parent === agent.construct?.body;
    return [{ member, value: node.right, isAtStart }];
  });
  return [...declared, ...assigned];
}

const isAssignment = (kind: ts.SyntaxKind): boolean =>
  kind === ts.SyntaxKind.EqualsToken || kind === ts.SyntaxKind.QuestionQuestionEqualsToken;

const usesOf = (agent: AgentSyntax, member: string): readonly ts.PropertyAccessExpression[] =>
  nodesOfKind<ts.PropertyAccessExpression>(agent.nodes, ts.SyntaxKind.PropertyAccessExpression).filter(
    (node) => node.name.text === member && ownMemberOf(node) === member,
  );
