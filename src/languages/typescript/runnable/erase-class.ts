import { ts } from 'ts-morph';
import { nodesIn, superCallsIn } from '../rewrite/syntax/expressions.js';
import { writeDecorators } from './decorators.js';
import { eraseAnnotation, eraseList, eraseSignature, hasModifier } from './erase-signature.js';
import type { Erasing } from './erasing.js';

const { SyntaxKind } = ts;

const compilerOnly = new Set([
  ...[SyntaxKind.PublicKeyword, SyntaxKind.PrivateKeyword, SyntaxKind.ProtectedKeyword, SyntaxKind.ReadonlyKeyword],
  ...[SyntaxKind.OverrideKeyword, SyntaxKind.AbstractKeyword, SyntaxKind.DeclareKeyword],
]);

/** The recording harness offers this: it hears of the class, and of every instance before the first field is set. */
const watching = 'globalThis.__agentMigrator';

export function eraseClass(node: ts.ClassLikeDeclaration, erasing: Erasing): void {
  const { out, visit, watched } = erasing;
  eraseModifiers(node, erasing);
  eraseList(node.typeParameters, out);
  for (const clause of node.heritageClauses ?? []) {
    if (clause.token === SyntaxKind.ImplementsKeyword) out.blank(clause.getStart(), clause.end);
    else visit(clause);
  }
  const name = node.name?.text ?? (ts.isVariableDeclaration(node.parent) ? node.parent.name.getText() : undefined);
  if (name !== undefined && watched.has(name)) {
    const key = JSON.stringify(name);
    const open = out.module.text.indexOf(
      '{',
      node.heritageClauses?.end ?? node.typeParameters?.end ?? node.name?.end ?? node.getStart(),
    );
    out.insert(
      open + 1,
      ` static { ${watching}.hasClass(${key}, this); } #agentMigrator = ${watching}.hasInstance(${key}, this);`,
    );
  }
  for (const member of node.members) eraseMember(member, node, erasing);
  writeDecorators(node, erasing);
  // A class that has a name of its own can be stood in for, so that a module is read without starting its agent.
  if (node.name && ts.isClassDeclaration(node) && watched.has(node.name.text))
    out.insert(node.end, `; ${node.name.text} = ${watching}.entryPoint(${node.name.text});`);
}

function eraseModifiers(node: ts.Node, { out }: Erasing): void {
  for (const modifier of (ts.canHaveModifiers(node) ? ts.getModifiers(node) : undefined) ?? []) {
    if (compilerOnly.has(modifier.kind)) out.blank(modifier.getStart(), modifier.end);
  }
}

function eraseMember(member: ts.ClassElement, owner: ts.ClassLikeDeclaration, erasing: Erasing): void {
  const { out, visit, definesFields } = erasing;
  if (isForTheCompiler(member) || (!definesFields && isOnlyDeclared(member))) {
    out.blank(member.getStart(), member.end, ';');
    return;
  }
  if (hasModifier(member, SyntaxKind.AccessorKeyword)) out.refuse('declares an accessor field', member.getStart());
  eraseModifiers(member, erasing);
  if (ts.isPropertyDeclaration(member)) {
    eraseAnnotation(member, out);
    // A line that begins with a bracket or a star would go on with it.
    if (member.initializer === undefined && out.module.text[member.end - 1] !== ';') out.insert(member.end, ';');
    visit(member.name);
    if (member.initializer) visit(member.initializer);
    return;
  }
  if (ts.isMethodDeclaration(member) && member.questionToken)
    out.blank(member.questionToken.getStart(), member.questionToken.end);
  if (ts.isFunctionLike(member)) eraseSignature(member, out);
  if (ts.isConstructorDeclaration(member)) writeParameterProperties(member, owner, erasing);
  ts.forEachChild(member, (child) => {
    if (!ts.isDecorator(child)) visit(child);
  });
}

function isForTheCompiler(member: ts.ClassElement): boolean {
  if (ts.isIndexSignatureDeclaration(member)) return true;
  if (hasModifier(member, SyntaxKind.AbstractKeyword) || hasModifier(member, SyntaxKind.DeclareKeyword)) return true;
  const isMethod = ts.isMethodDeclaration(member) || ts.isConstructorDeclaration(member);
  return isMethod && member.body === undefined;
}

const isOnlyDeclared = (member: ts.ClassElement): boolean =>
  ts.isPropertyDeclaration(member) && !member.initializer && !ts.isPrivateIdentifier(member.name);

/** `constructor(private x: T)`: the modifier goes, and `this.x = x` stands where the compiler would put it. */
function writeParameterProperties(
  constructor: ts.ConstructorDeclaration,
  owner: ts.ClassLikeDeclaration,
  erasing: Erasing,
): void {
  const { out } = erasing;
  const assigned = constructor.parameters.filter((one) => ts.isParameterPropertyDeclaration(one, constructor));
  for (const parameter of constructor.parameters) eraseModifiers(parameter, erasing);
  if (assigned.length === 0 || !constructor.body) return;
  const names = assigned.map(({ name }) => name.getText());
  const early = owner.members.find(
    (one) => ts.isPropertyDeclaration(one) && one.initializer && readsAny(one.initializer, names),
  );
  if (early) out.refuse('sets a field from a parameter property', early.getStart());
  const isDerived = owner.heritageClauses?.some(({ token }) => token === SyntaxKind.ExtendsKeyword) ?? false;
  const [superCall] = isDerived ? superCallsIn(constructor.body) : [];
  const statement = superCall?.parent;
  if (isDerived && (!statement || statement.parent !== constructor.body))
    out.refuse('calls super() in the middle of a statement', constructor.getStart());
  const at = statement ? statement.end : constructor.body.getStart() + 1;
  out.insert(at, `;${names.map((name) => ` this.${name} = ${name};`).join('')}`);
}

function readsAny(initializer: ts.Expression, names: readonly string[]): boolean {
  return nodesIn(initializer, (node) => ts.isFunctionLike(node)).some(
    (node) =>
      ts.isPropertyAccessExpression(node) &&
      node.expression.kind === SyntaxKind.ThisKeyword &&
      names.includes(node.name.text),
  );
}
