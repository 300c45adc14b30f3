import type { TextEdit } from '../../../core/rewrite/text-edit.js';
import { importedNames, type ImportedName } from '../rewrite/syntax/imports.js';
import type { PythonModule } from '../rewrite/syntax/python-module.js';
import { removeStatements } from '../rewrite/syntax/removal.js';
import type { SyntaxNode } from '../rewrite/syntax/syntax-node.js';

/** Edits that take away imports at the top of the module whose every use goes away; names in `stillUsed` are written by the same step. */
export function needlessImports(
  module: PythonModule,
  isGone: (node: SyntaxNode) => boolean,
  stillUsed: ReadonlySet<string>,
): readonly TextEdit[] {
  const needless = importedNames(module).filter((one) => {
    return one.unconditional && !stillUsed.has(one.local) && losesEveryUse(module, one.local, isGone);
  });
  const statements = new Set(needless.map(({ statement }) => statement));
  return [...statements].flatMap((statement) => {
    const names = importedNames(module).filter((one) => one.statement === statement);
    const gone = names.filter((one) => needless.includes(one));
    if (gone.length === names.length) return removeStatements(module, [statement]);
    return gone.map((one) => withoutName(names, one));
  });
}

function losesEveryUse(module: PythonModule, name: string, isGone: (node: SyntaxNode) => boolean): boolean {
  const loads = [...module.scopes.all()].flatMap((scope) =>
    scope.loads.filter((load) => module.textOf(load) === name && scope.resolve(name) === module.scopes),
  );
  return loads.length > 0 && loads.every(isGone) && module.scopes.bindings.get(name)?.length === 1;
}

/** The name with the comma that separates it from its neighbour. */
function withoutName(names: readonly ImportedName[], { node }: ImportedName): TextEdit {
  const at = names.findIndex((one) => one.node === node);
  const next = names[at + 1];
  if (next !== undefined) return { start: node.start, end: next.node.start, newText: '' };
  const before = names[at - 1];
  return { start: before?.node.end ?? node.start, end: node.end, newText: '' };
}
