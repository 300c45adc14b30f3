import { groupedBy } from '../../../../core/grouped-by.js';
import type { Renaming } from '../../../../core/rewrite/edit-group.js';
import { oncePerModule } from '../once-per-module.js';
import type { PythonModule } from '../syntax/python-module.js';
import { undecorated, withDecorators } from '../syntax/statements.js';
import type { SyntaxNode } from '../syntax/syntax-node.js';

/** A step from one text to the other. */
export interface Versions {
  readonly before: PythonModule;
  readonly after: PythonModule;
}

/**
 * The functions and methods that a step left as they are, with their decorators: nine tenths of a large agent, whose statements need not be
 * looked at one by one. One that has a name in it which the step gave to something else is not among them.
 */
export function sameDefinitions(
  { before, after }: Versions,
  renamed: readonly Renaming[],
): { readonly before: ReadonlySet<SyntaxNode>; readonly after: ReadonlySet<SyntaxNode> } {
  const same = { before: new Set<SyntaxNode>(), after: new Set<SyntaxNode>() };
  const hasFormerName = formerNames(renamed);
  const now = definitionsIn(after);
  for (const [name, [was, ...others]] of definitionsIn(before)) {
    const [is, ...further] = now.get(name) ?? [];
    if (!was || !is || others.length + further.length > 0) continue;
    const text = before.textOf(was);
    if (text !== after.textOf(is) || hasFormerName(text)) continue;
    same.before.add(was);
    same.after.add(is);
  }
  return same;
}

/** Whether a text may name what goes by another name now: behind a dot, in a string, or as what it defines. */
function formerNames(renamed: readonly Renaming[]): (text: string) => boolean {
  if (renamed.length === 0) return () => false;
  const names = new Set(renamed.map(({ from }) => from.slice(from.lastIndexOf('.') + 1)));
  const pattern = new RegExp(`(?<![\\p{ID_Continue}])(?:${[...names].join('|')})(?![\\p{ID_Continue}])`, 'u');
  return (text) => pattern.test(text);
}

/** The functions and methods of a module, by their names with that of their class. */
export const definitionsIn = oncePerModule((module): ReadonlyMap<string, readonly SyntaxNode[]> => {
  const methods = module.classes.flatMap(({ name, methods: ofClass }) =>
    ofClass.map((method) => ({ name: `${name}.${method.name}`, node: method.whole })),
  );
  const functions = module.statements.flatMap((statement) => {
    const definition = undecorated(statement);
    const name = definition.type === 'function_definition' ? definition.child('identifier') : undefined;
    return name ? [{ name: module.textOf(name), node: withDecorators(definition) }] : [];
  });
  const named = groupedBy([...methods, ...functions], ({ name }) => name);
  return new Map([...named].map(([name, ones]) => [name, ones.map(({ node }) => node)]));
});
