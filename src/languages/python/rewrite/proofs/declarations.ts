import type { PythonModule } from '../syntax/python-module.js';
import { failed, passed, type Proof } from './proof.js';

/** Every class, function and method is still there, but for those declared as removed or renamed. */
export const proveDeclarations: Proof = ({ before, after, groups }) => {
  const id = 'declarations';
  const removed = groups.flatMap((group) => group.removed ?? []);
  const renamed = groups.flatMap((group) => group.renamed ?? []);
  const goesTo = new Map([
    ...removed.map((name) => [name, undefined] as const),
    ...renamed.map(({ from, to }) => [from, to] as const),
  ]);
  const now = declarations(after);
  for (const [name, count] of declarations(before)) {
    const expected = goesTo.has(name) ? goesTo.get(name) : name;
    if (expected !== undefined && (now.get(expected) ?? 0) < count)
      return failed(id, `${name} is gone from the result.`);
  }
  return passed(id, 'All classes, functions and methods are kept, but for those named as removed or renamed.');
};

/** Qualified names of all definitions, with how often each is defined. */
function declarations(module: PythonModule): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const node of module.root.walk()) {
    if (node.type !== 'class_definition' && node.type !== 'function_definition') continue;
    const path: string[] = [];
    for (let at: typeof node | undefined = node; at; at = at.ancestor('class_definition', 'function_definition')) {
      const name = at.child('identifier');
      if (name) path.unshift(module.textOf(name));
    }
    const name = path.join('.');
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return counts;
}
