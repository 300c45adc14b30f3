import type { PythonModule } from './python-module.js';
import type { SyntaxNode } from './syntax-node.js';

/** The content of one string literal without prefix, escapes or fields, so that its source is its value; `undefined` otherwise. */
export function plainStringContent(module: PythonModule, node: SyntaxNode): string | undefined {
  if (node.type !== 'string') return undefined;
  const [start, ...rest] = node.children;
  if (!start || /[A-Za-z]/.test(module.textOf(start))) return undefined;
  const end = rest.pop();
  if (end?.type !== 'string_end' || rest.length > 1) return undefined;
  const [content] = rest;
  if (!content) return '';
  return content.type === 'string_content' && content.children.length === 0 ? module.textOf(content) : undefined;
}

/** The span of a plain string literal between its quotes. */
export const contentOf = (node: SyntaxNode): SyntaxNode | undefined => node.child('string_content');

/** A Python string literal of ASCII characters in double quotes. */
export const asLiteral = (value: string): string => `"${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
