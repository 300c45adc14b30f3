import type { SyntaxNode } from '../syntax/syntax-node.js';

/** What to do with the names that a form binds, and with the expressions that it reads. */
export interface BindingVisitor {
  bind(name: SyntaxNode): void;
  read(expression: SyntaxNode): void;
}

const grouping = new Set([
  'pattern_list',
  'tuple_pattern',
  'list_pattern',
  'list_splat_pattern',
  'list_splat',
  'tuple',
  'list',
  'expression_list',
  'parenthesized_expression',
]);

/** The target of an assignment, a loop, a `with` or a `del`. */
export function bindTarget(target: SyntaxNode, visitor: BindingVisitor): void {
  if (target.type === 'identifier') visitor.bind(target);
  else if (grouping.has(target.type)) for (const part of target.parts) bindTarget(part, visitor);
  else visitor.read(target);
}

/** The pattern of a `case`: a lone name captures, a dotted one is read, and the name of a class or keyword is neither captured. */
export function bindPattern(pattern: SyntaxNode, visitor: BindingVisitor): void {
  switch (pattern.type) {
    case 'dotted_name':
      if (pattern.parts.length === 1) for (const name of pattern.parts) visitor.bind(name);
      else for (const name of pattern.parts.slice(0, 1)) visitor.read(name);
      return;
    case 'identifier':
      visitor.bind(pattern);
      return;
    case 'class_pattern': {
      const [name, ...parts] = pattern.parts;
      for (const first of name?.parts.slice(0, 1) ?? []) visitor.read(first);
      for (const part of parts) bindPattern(part, visitor);
      return;
    }
    case 'keyword_pattern':
      for (const part of pattern.parts.slice(1)) bindPattern(part, visitor);
      return;
    case 'string':
    case 'concatenated_string':
      visitor.read(pattern);
      return;
    default:
      for (const part of pattern.parts) bindPattern(part, visitor);
  }
}
