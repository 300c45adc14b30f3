import { ts } from 'ts-morph';
import { nodesIn } from '../rewrite/syntax/expressions.js';

/** What a function reads of one of its parameters: plain properties, and those that a pattern takes apart. */
export function fieldsReadOf({ name, parent }: ts.ParameterDeclaration): readonly string[] {
  if (ts.isObjectBindingPattern(name)) return name.elements.map((one) => (one.propertyName ?? one.name).getText());
  const body = 'body' in parent ? parent.body : undefined;
  if (!body || !ts.isIdentifier(name)) return [];
  const read = nodesIn(body).flatMap((node) => {
    if (!ts.isPropertyAccessExpression(node) || !ts.isIdentifier(node.expression)) return [];
    const isCalled = ts.isCallExpression(node.parent) && node.parent.expression === node;
    return node.expression.text === name.text && !isCalled ? [node.name.text] : [];
  });
  return [...new Set(read)];
}
