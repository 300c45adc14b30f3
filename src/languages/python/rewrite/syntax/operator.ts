import type { SyntaxNode } from './syntax-node.js';
import type { SyntaxText } from './syntax-text.js';

/** The operator of `left + right` and its like, without what stands around it; `undefined` for any other node. */
export function operatorOf({ type, parts }: SyntaxNode, source: SyntaxText): string | undefined {
  const [left, right] = parts;
  if (type !== 'binary_operator' || !left || !right) return undefined;
  const between = source.textOf({ start: left.end, end: right.start });
  return /^(?:[\s\\]|#[^\r\n]*)*([^\s\\#]+)/.exec(between)?.[1];
}
