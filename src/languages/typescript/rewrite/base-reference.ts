import { ts } from 'ts-morph';
import type { Contract } from '../../../core/contract/contract.js';
import type { OutsideUses } from '../../../core/rewrite/outside-uses.js';
import { folderOf, joinPath } from '../../../core/workspace/paths.js';
import { importsOf, type ImportBinding } from './syntax/imports.js';
import type { TypeScriptModule } from './syntax/typescript-module.js';

interface Target {
  readonly contract: Contract;
  readonly outside: OutsideUses;
}

/** Whether a base as written is the contract's class, through the module's imports. */
export function isBaseClass(module: TypeScriptModule, written: string, target: Target): boolean {
  const { contract, outside } = target;
  if (outside.base?.path === module.path) return written === contract.class;
  const [head, ...members] = written.split('.');
  return importsOf(module).some((binding) => {
    if (binding.local !== head || binding.isTypeOnly || !leadsToBase(module, binding, target)) return false;
    const name = binding.symbol === '*' ? (members[0] ?? '*') : binding.symbol;
    if (name === contract.class) return true;
    // What `require` answers may be the class itself; a namespace never is.
    return isDefault(target) && (name === 'default' || (name === '*' && !ts.isNamespaceImport(binding.node)));
  });
}

/** The binding that gives the module the contract's class as a value. */
export function baseBinding(module: TypeScriptModule, target: Target): ImportBinding | undefined {
  return importsOf(module).find((binding) => isBaseClass(module, binding.local, target));
}

export const isDefault = ({ outside }: Pick<Target, 'outside'>): boolean => outside.base?.isDefault === true;

export function leadsToBase(
  { path }: TypeScriptModule,
  { specifier }: Pick<ImportBinding, 'specifier'>,
  { contract, outside }: Target,
): boolean {
  const { base } = outside;
  if (base === undefined) return specifier === contract.module;
  if (base.specifiers.includes(specifier) || base.package?.specifier === specifier) return true;
  if (!specifier.startsWith('.')) return false;
  const found = joinPath(folderOf(path), specifier);
  return found !== undefined && stem(found) === stem(base.path);
}

/** The path of a module without what its ending or its folder's entry adds. */
const stem = (path: string): string => path.replace(/\.[mc]?[jt]sx?$/, '').replace(/\/index$/, '');
