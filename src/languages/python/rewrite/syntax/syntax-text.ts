import type { Span } from '../../../../core/text/span.js';
import type { SyntaxNode } from './syntax-node.js';

/** A syntax tree with its text. */
export interface SyntaxText {
  readonly root: SyntaxNode;
  textOf(span: Span): string;
}
