import { ts } from 'ts-morph';
import { eraseClass } from './erase-class.js';
import { writeEnum } from './enums.js';
import { eraseAnnotation, eraseList, eraseSignature, hasModifier } from './erase-signature.js';
import type { Erasing } from './erasing.js';
import { isTypeOnlyNamespace } from './type-names.js';
import type { JavaScriptText } from './javascript-text.js';

const { SyntaxKind } = ts;

/** Takes out of a node, and of everything below it, what only the compiler reads. */
export function eraseTypes(node: ts.Node, erasing: Erasing): void {
  const { out, visit } = erasing;
  if (ts.isTypeNode(node) && !ts.isExpressionWithTypeArguments(node)) return;
  if (isErasedStatement(node)) out.blank(node.getStart(), node.end, ';');
  else if (ts.isModuleDeclaration(node)) out.refuse('declares a namespace with values in it', node.getStart());
  else if (ts.isJsxElement(node) || ts.isJsxSelfClosingElement(node) || ts.isJsxFragment(node))
    out.refuse('is written in JSX', node.getStart());
  else if (ts.isEnumDeclaration(node)) writeEnum(node, out);
  else if (ts.isClassLike(node)) eraseClass(node, erasing);
  else {
    eraseOwnTypes(node, out);
    ts.forEachChild(node, visit);
  }
}

/** What stands in the node itself, not in its children. */
function eraseOwnTypes(node: ts.Node, out: JavaScriptText): void {
  if (ts.isFunctionLike(node)) eraseSignature(node, out);
  if (ts.isVariableDeclaration(node)) eraseAnnotation(node, out);
  if (ts.isAsExpression(node) || ts.isSatisfiesExpression(node)) out.blankOnOneLine(node.expression.end, node.end);
  if (ts.isNonNullExpression(node)) out.blank(node.expression.end, node.end);
  if (ts.isTypeAssertionExpression(node)) out.blankOnOneLine(node.getStart(), node.expression.getStart());
  if (ts.isCallExpression(node) || ts.isNewExpression(node) || ts.isExpressionWithTypeArguments(node))
    eraseList(node.typeArguments, out);
  if (node.kind === SyntaxKind.ImportKeyword && ts.isCallExpression(node.parent)) writeImport(node, out);
  if (ts.isTaggedTemplateExpression(node)) eraseList(node.typeArguments, out);
}

/** `import(x)`: the harness answers it, with a double where nothing of the workspace is meant. */
function writeImport(node: ts.Node, out: JavaScriptText): void {
  const importer = `globalThis.__agentMigrator.importer(${JSON.stringify(out.module.path)})`;
  out.replace(node.getStart(), node.end, importer);
}

function isErasedStatement(node: ts.Node): boolean {
  if (ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) return true;
  if (ts.isNamespaceExportDeclaration(node)) return true;
  if (ts.isFunctionDeclaration(node) && !node.body) return true;
  if (ts.isModuleDeclaration(node) && isTypeOnlyNamespace(node)) return true;
  return (
    (ts.isVariableStatement(node) ||
      ts.isFunctionDeclaration(node) ||
      ts.isClassDeclaration(node) ||
      ts.isEnumDeclaration(node) ||
      ts.isModuleDeclaration(node)) &&
    hasModifier(node, SyntaxKind.DeclareKeyword)
  );
}
