import type { Span } from '../../../../core/text/span.js';
import type { PythonModule } from './python-module.js';
import type { SyntaxNode } from './syntax-node.js';

const quotes = /^[A-Za-z]*('''|"""|['"])/;

/** The content of one string literal without prefix, escapes or fields, so that its source is its value; `undefined` otherwise. */
export function plainStringContent(module: PythonModule, node: SyntaxNode): string | undefined {
  if (node.type !== 'string' || node.children.length > 0) return undefined;
  const source = module.textOf(node);
  const [opening = '', quote] = quotes.exec(source) ?? [];
  if (opening !== quote) return undefined;
  const content = source.slice(quote.length, -quote.length);
  return content.includes('\\') ? undefined : content;
}

/** The span of a string literal between its quotes. */
export function contentOf(module: PythonModule, { start, end }: SyntaxNode): Span {
  const [opening = '', quote = ''] = quotes.exec(module.textOf({ start, end })) ?? [];
  return { start: start + opening.length, end: end - quote.length };
}

/** A Python string literal of ASCII characters in double quotes. */
export const asLiteral = (value: string): string => `"${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
