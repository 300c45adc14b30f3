import type { Node } from 'web-tree-sitter';
import type { ImportedClass } from '../../../core/contract/inferred-contract.js';
import { field } from './syntax.js';

/** What each name that a module imports stands for; an imported module has the empty name. */
export function importedNames(root: Node, module: string): ReadonlyMap<string, ImportedClass> {
  const names = new Map<string, ImportedClass>();
  for (const node of root.descendantsOfType(['import_from_statement', 'import_statement'])) {
    const from = node.type === 'import_from_statement' ? field(node, 'module_name')?.text : undefined;
    for (const imported of node.childrenForFieldName('name')) {
      const name = (field(imported, 'name') ?? imported).text;
      const local = field(imported, 'alias')?.text ?? name;
      const absolute = from === undefined ? name : absoluteModule(from, module);
      names.set(local, { module: absolute, name: from === undefined ? '' : name });
    }
  }
  return names;
}

/** `.core` in `agents.base` is `agents.core`; the module's own package is what stands before its last dot. */
function absoluteModule(written: string, module: string): string {
  const dots = /^\.*/.exec(written)?.[0].length ?? 0;
  if (dots === 0) return written;
  const package_ = module.split('.').slice(0, -dots);
  return [...package_, written.slice(dots)].filter((part) => part !== '').join('.');
}

/** Top-level assignments of a module by name. */
export function moduleConstants(root: Node): ReadonlyMap<string, Node> {
  const constants = new Map<string, Node>();
  for (const statement of root.namedChildren) {
    const assignment = statement.type === 'expression_statement' ? statement.namedChildren[0] : undefined;
    const [left, right] =
      assignment?.type === 'assignment' ? [field(assignment, 'left'), field(assignment, 'right')] : [];
    if (left?.type === 'identifier' && right !== undefined) constants.set(left.text, right);
  }
  return constants;
}
