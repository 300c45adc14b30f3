import { ts } from 'ts-morph';
import { oncePer } from '../../../../core/once-per.js';

/** `a.b.c` for a chain of names; `undefined` for anything else. */
export function fullName(expression: ts.Expression): string | undefined {
  if (ts.isIdentifier(expression)) return expression.text;
  if (expression.kind === ts.SyntaxKind.ThisKeyword) return 'this';
  if (!ts.isPropertyAccessExpression(expression)) return undefined;
  const left = fullName(expression.expression);
  return left === undefined ? undefined : `${left}.${expression.name.text}`;
}

type IsClosed = (node: ts.Node) => boolean;

/** Every node below one, the node itself first; not below those that `isClosed` keeps shut. */
export function nodesIn(node: ts.Node, isClosed: IsClosed = isNever): readonly ts.Node[] {
  return keptBelow.get(isClosed)?.(node) ?? collectNodes(node, isClosed);
}

const isNever: IsClosed = () => false;

function collectNodes(node: ts.Node, isClosed: IsClosed): readonly ts.Node[] {
  const nodes: ts.Node[] = [];
  const children: ts.Node[] = [];
  const addChild = (child: ts.Node): void => void children.push(child);
  const waiting = [node];
  for (let at = waiting.pop(); at; at = waiting.pop()) {
    nodes.push(at);
    if (isClosed(at)) continue;
    ts.forEachChild(at, addChild);
    for (let child = children.pop(); child; child = children.pop()) waiting.push(child);
  }
  return nodes;
}

/** Inside it, `this` is something else. */
export const hasOwnThis = (node: ts.Node): boolean =>
  ts.isClassLike(node) ||
  ts.isFunctionDeclaration(node) ||
  ts.isFunctionExpression(node) ||
  ((ts.isMethodDeclaration(node) || ts.isAccessor(node)) && ts.isObjectLiteralExpression(node.parent));

/** The other node, or a part of it. */
export const isWithin = (node: ts.Node, outer: ts.Node): boolean => node.pos >= outer.pos && node.end <= outer.end;

/** What runs later than the statements around it, or not at all. */
export const runsLater = (node: ts.Node): boolean => ts.isFunctionLike(node) || ts.isClassLike(node);

/** What is below a node is asked for by many recipes and proofs, in these ways. */
const keptBelow = new Map(
  [isNever, hasOwnThis, runsLater].map((isClosed) => [
    isClosed,
    oncePer((node: ts.Node) => collectNodes(node, isClosed)),
  ]),
);

/** It gives something another value: an assignment, `++`, `--` or `delete`. */
export function isChange(node: ts.Node): boolean {
  if (ts.isBinaryExpression(node)) {
    const { kind } = node.operatorToken;
    return kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
  }
  const isUpdate = ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node);
  if (!isUpdate) return ts.isDeleteExpression(node);
  return node.operator === ts.SyntaxKind.PlusPlusToken || node.operator === ts.SyntaxKind.MinusMinusToken;
}

export function superCallsIn(body: ts.Block): readonly ts.CallExpression[] {
  return nodesIn(body, hasOwnThis).filter(
    (node): node is ts.CallExpression =>
      ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.SuperKeyword,
  );
}
