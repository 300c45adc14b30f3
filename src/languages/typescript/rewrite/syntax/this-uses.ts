import { ts } from 'ts-morph';
import { hasOwnThis, isChange, nodesIn } from './expressions.js';

/** `this.name` or `super.name` in the body of a class. */
export interface ThisUse {
  readonly name: string;
  /** The name alone. */
  readonly nameNode: ts.Node;
  /** The whole access, or the element of a destructuring. */
  readonly node: ts.Node;
  readonly isWrite: boolean;
  /** `const { name } = this`: renaming it must keep the name that is bound. */
  readonly isPattern: boolean;
}

export interface ThisUses {
  readonly all: readonly ThisUse[];
  /** Something that reaches members by names which are not written as such: a member must not be renamed behind its back. */
  readonly dynamic: readonly ts.Node[];
}

/** Nodes of a class in which `this` is the agent; functions that have a `this` of their own are passed over. */
export const ownNodes = (node: ts.ClassLikeDeclaration): readonly ts.Node[] =>
  node.members.filter((member) => !isOfClassItself(member)).flatMap((member) => nodesIn(member, hasOwnThis));

/** In a static member, `this` is the class. */
const isOfClassItself = (member: ts.ClassElement): boolean =>
  ts.isClassStaticBlockDeclaration(member) || (ts.getCombinedModifierFlags(member) & ts.ModifierFlags.Static) > 0;

/** Every use of `this` among the own nodes of a class. */
export function readThisUses(nodes: readonly ts.Node[]): ThisUses {
  const all: ThisUse[] = [];
  const dynamic: ts.Node[] = [];
  for (const inner of nodes) {
    if (inner.kind === ts.SyntaxKind.ThisKeyword || inner.kind === ts.SyntaxKind.SuperKeyword)
      readUse(inner, all, dynamic);
    if (ts.isThisTypeNode(inner) && ts.isTypeOperatorNode(inner.parent)) dynamic.push(inner.parent);
  }
  return { all: all.sort((a, b) => a.node.pos - b.node.pos), dynamic };
}

function readUse(node: ts.Node, all: ThisUse[], dynamic: ts.Node[]): void {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent) && parent.expression === node) {
    const { name } = parent;
    if (ts.isIdentifier(name))
      all.push({ name: name.text, nameNode: name, node: parent, isWrite: isWritten(parent), isPattern: false });
    return;
  }
  if (ts.isElementAccessExpression(parent) && parent.expression === node) {
    dynamic.push(parent);
    return;
  }
  if (ts.isVariableDeclaration(parent) && parent.initializer === node && ts.isObjectBindingPattern(parent.name)) {
    readPattern(parent.name, all, dynamic);
    return;
  }
  if (isSpreadOut(node)) dynamic.push(parent);
}

function readPattern(pattern: ts.ObjectBindingPattern, all: ThisUse[], dynamic: ts.Node[]): void {
  for (const element of pattern.elements) {
    const nameNode = element.propertyName ?? element.name;
    if (element.dotDotDotToken || !ts.isIdentifier(nameNode)) dynamic.push(element);
    else all.push({ name: nameNode.text, nameNode, node: element, isWrite: false, isPattern: !element.propertyName });
  }
}

/** `{ ...this }`, `Object.assign(this, …)`, `JSON.stringify(this)`, `for (… in this)`. */
function isSpreadOut({ parent }: ts.Node): boolean {
  if (ts.isSpreadAssignment(parent) || ts.isForInStatement(parent)) return true;
  return ts.isCallExpression(parent) && /^(?:Object|JSON|Reflect)\./.test(parent.expression.getText());
}

function isWritten(access: ts.Node): boolean {
  const { parent } = access;
  return isChange(parent) && !(ts.isBinaryExpression(parent) && parent.left !== access);
}
