import type { Node } from 'web-tree-sitter';
import type { ImportedClass } from '../../../core/contract/inferred-contract.js';
import { findClass, type ClassModel } from './class-model.js';
import { importedNames } from './module-imports.js';

export interface ClassChain {
  /** The class itself, then its bases in the order of look-up. */
  readonly classes: readonly ClassModel[];
  /** Bases whose module was not given. */
  readonly missing: readonly ImportedClass[];
  /** Bases that no import explains. */
  readonly unknown: readonly string[];
}

/** Bases that bring no behaviour an agent could meet. */
const withoutBehaviour = new Set([
  'object',
  'ABC',
  'abc.ABC',
  'Generic',
  'typing.Generic',
  'Protocol',
  'typing.Protocol',
]);

/** The class `name` of `module` with the bases that stand in `sources` (syntax trees by module); `undefined` when there is no such class. */
export function classChain(module: string, name: string, sources: ReadonlyMap<string, Node>): ClassChain | undefined {
  const root = sources.get(module);
  const own = root === undefined ? undefined : findClass(root, name);
  if (root === undefined || own === undefined) return undefined;
  const imports = importedNames(root, module);
  const chains = own.bases.map((written): ClassChain => {
    const base = written.replace(/\[[\s\S]*$/, '');
    if (withoutBehaviour.has(base)) return { classes: [], missing: [], unknown: [] };
    const found = resolve(base, module, imports, root);
    if (found === undefined) return { classes: [], missing: [], unknown: [base] };
    const isItself = found.module === module && found.name === name;
    const chain = isItself ? undefined : classChain(found.module, found.name, sources);
    return chain ?? { classes: [], missing: isItself ? [] : [found], unknown: [] };
  });
  return {
    classes: [own, ...new Set(chains.flatMap((chain) => chain.classes))],
    missing: chains.flatMap((chain) => chain.missing),
    unknown: chains.flatMap((chain) => chain.unknown),
  };
}

function resolve(
  base: string,
  module: string,
  imports: ReadonlyMap<string, ImportedClass>,
  root: Node,
): ImportedClass | undefined {
  const dot = base.lastIndexOf('.');
  if (dot < 0) return findClass(root, base) === undefined ? imports.get(base) : { module, name: base };
  const owner = imports.get(base.slice(0, dot));
  if (owner === undefined) return undefined;
  return { module: owner.name === '' ? owner.module : `${owner.module}.${owner.name}`, name: base.slice(dot + 1) };
}
