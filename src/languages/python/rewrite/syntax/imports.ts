import type { PythonModule } from './python-module.js';
import type { SyntaxNode } from './syntax-node.js';

/** One name that an import statement binds. */
export interface ImportedName {
  /** The name bound in the file. */
  readonly local: string;
  /** What it stands for: `a.b` for `import a.b as x`, `a.b.C` for `from a.b import C`, `a` for `import a.b`. */
  readonly origin: string;
  readonly statement: SyntaxNode;
  /** The part of the statement for this name, its alias included. */
  readonly node: SyntaxNode;
  /** A statement of the module itself, not of an `if`, a `try`, a function or a class. */
  readonly unconditional: boolean;
}

const cache = new WeakMap<SyntaxNode, readonly ImportedName[]>();

/** Every name that the module's imports bind, in whatever scope, in source order. Star imports bind none. */
export function importedNames(module: PythonModule): readonly ImportedName[] {
  const known = cache.get(module.root);
  if (known) return known;
  const statements = importTypes.flatMap((type) => module.nodesOf(type));
  const names = [...statements].sort((a, b) => a.start - b.start).flatMap((statement) => read(module, statement));
  cache.set(module.root, names);
  return names;
}

const importTypes = ['import_statement', 'import_from_statement', 'future_import_statement'];

export const isImport = (type: string): boolean => importTypes.includes(type);

function read(module: PythonModule, statement: SyntaxNode): readonly ImportedName[] {
  const unconditional = statement.parent?.type === 'module';
  if (statement.type === 'import_statement') {
    return statement.parts.flatMap((node) => {
      const [path, alias] = node.type === 'aliased_import' ? node.parts : [node];
      if (!path) return [];
      const dotted = compact(module, path);
      const first = dotted.split('.')[0] ?? dotted;
      const names = alias ? { local: module.textOf(alias), origin: dotted } : { local: first, origin: first };
      return [{ ...names, statement, node, unconditional }];
    });
  }
  const [from] = statement.parts;
  const isFuture = statement.type === 'future_import_statement';
  const source = isFuture || !from ? '__future__' : compact(module, from);
  return statement.parts.slice(isFuture ? 0 : 1).flatMap((node) => {
    const [path, alias] = node.type === 'aliased_import' ? node.parts : [node];
    if (!path || node.type === 'wildcard_import') return [];
    const name = module.textOf(path);
    return [
      { local: alias ? module.textOf(alias) : name, origin: `${source}.${name}`, statement, node, unconditional },
    ];
  });
}

const compact = (module: PythonModule, node: SyntaxNode): string => module.textOf(node).replace(/[\s\\]/g, '');
