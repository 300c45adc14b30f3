import type { MethodSyntax } from '../../rewrite/syntax/class-syntax.js';
import type { SyntaxNode } from '../../rewrite/syntax/syntax-node.js';
import { ownNodes } from './serving.js';

/** A call of the method comes to the statement: around it stand only `try` and `if True`, and nothing before it returns. */
export function isAlwaysRun(statement: SyntaxNode, { body }: MethodSyntax): boolean {
  for (let node = statement.parent; node && node !== body; node = node.parent) {
    const isCertain = node.type === 'if_statement' && node.parts[0]?.type === 'true';
    if (node.type !== 'block' && node.type !== 'try_statement' && !isCertain) return false;
  }
  return !ownNodes(body, 'return_statement').some(({ start }) => start < statement.start);
}
