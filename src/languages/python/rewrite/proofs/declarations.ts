import { oncePerModule } from '../once-per-module.js';
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
    const expected = nameAfter(name, goesTo);
    if (expected !== undefined && (now.get(expected) ?? 0) < count)
      return failed(id, `${name} is gone from the result.`);
  }
  return passed(id, 'All classes, functions and methods are kept, but for those named as removed or renamed.');
};

/** What a definition is called after the step, with everything it stands in; `undefined` for one that goes away with them. */
function nameAfter(name: string, goesTo: ReadonlyMap<string, string | undefined>): string | undefined {
  let now = '';
  let was = '';
  for (const part of name.split('.')) {
    was = was === '' ? part : `${was}.${part}`;
    if (goesTo.has(was)) {
      const to = goesTo.get(was);
      if (to === undefined) return undefined;
      now = to;
    } else now = now === '' ? part : `${now}.${part}`;
  }
  return now;
}

/** Qualified names of all definitions, with how often each is defined. */
const declarations = oncePerModule((module): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>();
  for (const node of [...module.nodesOf('class_definition'), ...module.nodesOf('function_definition')]) {
    const path: string[] = [];
    for (let at: typeof node | undefined = node; at; at = at.ancestor('class_definition', 'function_definition')) {
      const name = at.child('identifier');
      if (name) path.unshift(module.textOf(name));
    }
    const name = path.join('.');
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return counts;
});
