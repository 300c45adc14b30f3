import { ts } from 'ts-morph';
import type { JavaScriptText } from './javascript-text.js';

export function hasModifier(node: ts.Node, kind: ts.SyntaxKind): boolean {
  return ts.canHaveModifiers(node) && (ts.getModifiers(node)?.some((one) => one.kind === kind) ?? false);
}

/** Type parameters, the types of parameters and of what is returned. */
export function eraseSignature(node: ts.SignatureDeclaration, out: JavaScriptText): void {
  eraseList(node.typeParameters, out);
  const isReal = node.parameters.filter((one) => !isThisParameter(one));
  const [first] = node.parameters;
  if (first && isThisParameter(first)) out.blank(first.pos, node.parameters[1]?.pos ?? node.parameters.end);
  for (const parameter of isReal) eraseAnnotation(parameter, out);
  if (node.type) {
    const colon = out.module.text.lastIndexOf(':', node.type.getStart());
    out.blankOnOneLine(colon, node.type.end);
  }
}

const isThisParameter = ({ name }: ts.ParameterDeclaration): boolean => ts.isIdentifier(name) && name.text === 'this';

/** `?`, `!` and `: Type` behind a name. */
export function eraseAnnotation(
  node: ts.ParameterDeclaration | ts.VariableDeclaration | ts.PropertyDeclaration,
  out: JavaScriptText,
): void {
  const isMarked =
    (!ts.isVariableDeclaration(node) && node.questionToken) || (!ts.isParameter(node) && node.exclamationToken);
  if (isMarked || node.type) out.blank(node.name.end, node.type?.end ?? (isMarked ? isMarked.end : node.name.end));
}

/** A list with the angle brackets around it. */
export function eraseList(list: ts.NodeArray<ts.Node> | undefined, out: JavaScriptText): void {
  if (!list) return;
  const end = out.module.text.indexOf('>', list.end);
  out.blankOnOneLine(list.pos - 1, end + 1);
}
