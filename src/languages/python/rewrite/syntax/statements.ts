import type { SyntaxNode } from './syntax-node.js';

const compound = new Set([
  'if_statement',
  'for_statement',
  'while_statement',
  'try_statement',
  'with_statement',
  'match_statement',
  'function_definition',
  'class_definition',
  'decorated_definition',
]);

/** The statements of a module or a block, without comments. */
export const statementsOf = (suite: SyntaxNode): readonly SyntaxNode[] => suite.parts;

export const isCompound = ({ type }: SyntaxNode): boolean => compound.has(type);

/** The statement that a node stands in, itself included. */
export function statementOf(node: SyntaxNode): SyntaxNode {
  let at = node;
  while (at.parent && at.parent.type !== 'block' && at.parent.type !== 'module') at = at.parent;
  return at;
}

/** The `def` or `class` under its decorators, or the node itself. */
export const undecorated = (node: SyntaxNode): SyntaxNode =>
  node.type === 'decorated_definition' ? (node.child('function_definition', 'class_definition') ?? node) : node;

/** The definition with its decorators. */
export const withDecorators = (definition: SyntaxNode): SyntaxNode =>
  definition.parent?.type === 'decorated_definition' ? definition.parent : definition;

/** The statement is a string and nothing else. */
export function isDocstring(statement: SyntaxNode): boolean {
  const [only, ...more] = statement.parts;
  if (statement.type !== 'expression_statement' || more.length > 0 || !only) return false;
  return only.type === 'string' || only.type === 'concatenated_string';
}
