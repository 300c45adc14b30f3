import { importedNames, type ImportedName } from '../../../rewrite/syntax/imports.js';
import type { PythonModule } from '../../../rewrite/syntax/python-module.js';
import { statementsOf } from '../../../rewrite/syntax/statements.js';
import type { SyntaxNode } from '../../../rewrite/syntax/syntax-node.js';
import { assignmentOf } from '../../reading/origins.js';
import { oncePerModule } from '../../../rewrite/once-per-module.js';

/** How a file reaches `torch.cuda`. */
export interface CudaAccess {
  /** Expression for the module, by the name that the file gave it: `torch.cuda`. */
  readonly cuda: string;
  /** The name of the module in which everything is. */
  readonly name: string;
  /** What has to be asked first; absent where the file never asks and the import cannot fail. */
  readonly guard?: string;
}

/** `undefined` for a file that imports no torch, or does so in a way in which nobody can tell whether the name is there. */
export function cudaAccess(module: PythonModule): CudaAccess | undefined {
  for (const imported of importedNames(module)) {
    const cuda = cudaThrough(imported);
    if (cuda === undefined) continue;
    const asked = `${cuda}.is_available()`;
    if (isBoundByImportsAlone(module, imported)) {
      const asks = module.attributesNamed('is_available').some((node) => `${module.textOf(node)}()` === asked);
      return { cuda, name: imported.local, ...(asks ? { guard: asked } : {}) };
    }
    const presence = presenceOf(module, imported);
    if (presence !== undefined) return { cuda, name: imported.local, guard: `${presence} and ${asked}` };
  }
  return undefined;
}

function cudaThrough({ origin, local }: ImportedName): string | undefined {
  if (origin === 'torch') return `${local}.cuda`;
  return origin === 'torch.cuda' ? local : undefined;
}

const placesOf = (module: PythonModule, name: string): readonly SyntaxNode[] => module.scopes.bindings.get(name) ?? [];

function isBoundByImportsAlone(module: PythonModule, { local, unconditional }: ImportedName): boolean {
  const nodes = new Set(importedNames(module).flatMap((one) => (one.local === local ? [one.node] : [])));
  return unconditional && placesOf(module, local).every((place) => nodes.has(place));
}

/**
 * What says that an import under `try` has worked: the name itself, when the handler sets it to None, or a flag that both branches set.
 */
function presenceOf(module: PythonModule, { local, statement }: ImportedName): string | undefined {
  const block = statement.parent;
  const attempt = block?.parent;
  if (block?.type !== 'block' || attempt?.type !== 'try_statement' || attempt.parent?.type !== 'module')
    return undefined;
  const handlers = attempt.childrenOf('except_clause').flatMap((clause) => clause.childrenOf('block'));
  if (handlers.length !== 1 || attempt.child('finally_clause')) return undefined;
  const failed = assigned(module, handlers[0]);
  if (failed.get(local) === 'None') return placesOf(module, local).length === 2 ? `${local} is not None` : undefined;
  const worked = new Map(
    [block, ...attempt.childrenOf('else_clause').flatMap((one) => one.childrenOf('block'))].flatMap((suite) => [
      ...assigned(module, suite),
    ]),
  );
  const flags = [...worked].filter(([name, value]) => value === 'True' && failed.get(name) === 'False');
  return flags.find(([name]) => placesOf(module, name).length === 2)?.[0];
}

/** Names that the statements of a suite set, with the source of their values. */
function assigned(module: PythonModule, suite: SyntaxNode | undefined): ReadonlyMap<string, string> {
  const found = (suite ? statementsOf(suite) : []).flatMap((statement) => assignmentOf(statement) ?? []);
  return new Map(found.map(({ target, value }) => [module.textOf(target), module.textOf(value)]));
}

/** Something in the file is put on a GPU, or asks for one. */
export const usesCuda = oncePerModule((module): boolean => {
  if (!/\b(?:cuda|device_map)\b/.test(module.text)) return false;
  return (
    module.identifiersNamed('cuda').length > 0 ||
    module.nodesOf('string').some((node) => /\bcuda\b/.test(module.textOf(node))) ||
    module.nodesOf('keyword_argument').some(({ parts: [name] }) => name && module.textOf(name) === 'device_map')
  );
});
