import { ts } from 'ts-morph';
import { oncePer } from '../../../../core/once-per.js';
import { nodesIn } from '../syntax/expressions.js';
import type { TypeScriptModule } from '../syntax/typescript-module.js';
import { failed, passed, type Proof } from './proof.js';

/** Every class, function and member is still there, but for those that a recipe declared as removed or renamed. */
export const proveDeclarations: Proof = ({ before, after, groups, contract }) => {
  const id = 'declarations';
  const removed = new Set(groups.flatMap((group) => group.removed ?? []));
  const renamed = new Map(groups.flatMap((group) => group.renamed ?? []).map(({ from, to }) => [from, to]));
  const owned = new Set(contract.attributes.map(({ name }) => name));
  const now = declarations(after);
  for (const [name, count] of declarations(before)) {
    const isOwned = owned.has(name.slice(name.lastIndexOf('.') + 1));
    if (removed.has(name) || (isOwned && !renamed.has(name))) continue;
    const expected = renamed.get(name) ?? name;
    if ((now.get(expected) ?? 0) < count) return failed(id, `${name} is gone from the result.`);
  }
  return passed(id, 'All classes, functions and members are kept, but for those named as removed or renamed.');
};

/** Qualified names of what is declared, with how often. */
const declarations = oncePer((module: TypeScriptModule): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>();
  for (const node of nodesIn(module.file)) {
    if (!ts.isClassLike(node) && !ts.isFunctionDeclaration(node) && !ts.isClassElement(node)) continue;
    const name = qualifiedName(node);
    if (name !== undefined) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return counts;
});

function qualifiedName(node: ts.ClassLikeDeclaration | ts.FunctionDeclaration | ts.ClassElement): string | undefined {
  const own = ts.isConstructorDeclaration(node) ? 'constructor' : node.name?.getText();
  if (own === undefined) return undefined;
  const { parent } = node;
  return ts.isClassLike(parent) ? `${parent.name?.text ?? ''}.${own}` : own;
}
