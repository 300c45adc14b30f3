import { ts } from 'ts-morph';
import { hasOwnThis, nodesIn } from '../rewrite/syntax/expressions.js';
import { ownNodes, readThisUses } from '../rewrite/syntax/this-uses.js';

/** What a chain of classes does with its members once it is constructed. */
export interface LaterUses {
  readonly read: ReadonlySet<string>;
  readonly written: ReadonlySet<string>;
  /** It reaches members by names that are not written out. */
  readonly isDynamic: boolean;
  /** It hands itself to others, which may read any member that is public. */
  readonly isHandedOn: boolean;
}

export function laterUses(classes: readonly ts.ClassLikeDeclaration[]): LaterUses {
  const uses = classes.map((node) => readThisUses(ownNodes(node)));
  const later = uses.flatMap(({ all }) => all).filter(({ node }) => isLater(node));
  return {
    read: new Set(later.filter(({ isWrite }) => !isWrite).map(({ name }) => name)),
    written: new Set(later.filter(({ isWrite }) => isWrite).map(({ name }) => name)),
    isDynamic: uses.some(({ dynamic }) => dynamic.length > 0) || classes.some(hasBoundFunction),
    isHandedOn: classes.some((node) => nodesIn(node).some(isBareThis)),
  };
}

/** Not in a constructor or an initialiser, or in a function there that is called at another time. */
function isLater(node: ts.Node): boolean {
  let at = node.parent;
  while (!ts.isFunctionLike(at) && !ts.isPropertyDeclaration(at) && !ts.isClassLike(at)) at = at.parent;
  return ts.isFunctionLike(at) && !ts.isConstructorDeclaration(at);
}

/** A function with a `this` of its own, which may be the agent all the same. */
const hasBoundFunction = (node: ts.ClassLikeDeclaration): boolean =>
  nodesIn(node).some(
    (one) => one !== node && hasOwnThis(one) && nodesIn(one).some(({ kind }) => kind === ts.SyntaxKind.ThisKeyword),
  );

function isBareThis({ kind, parent }: ts.Node): boolean {
  if (kind !== ts.SyntaxKind.ThisKeyword) return false;
  return !ts.isPropertyAccessExpression(parent) && !ts.isTypeNode(parent);
}
