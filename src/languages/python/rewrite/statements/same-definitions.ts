import { groupedBy } from '../../../../core/grouped-by.js';
import type { Renaming } from '../../../../core/rewrite/edit-group.js';
import { oncePerModule } from '../once-per-module.js';
import type { PythonModule } from '../syntax/python-module.js';
import { statementsOf, undecorated, withDecorators } from '../syntax/statements.js';
import type { SyntaxNode } from '../syntax/syntax-node.js';
import { memberOf } from './declared-names.js';

/** A step from one text to the other. */
export interface Versions {
  readonly before: PythonModule;
  readonly after: PythonModule;
}

/** What stands where it stood, in both texts. */
export interface SameNodes {
  readonly before: ReadonlySet<SyntaxNode>;
  readonly after: ReadonlySet<SyntaxNode>;
}

/**
 * The functions and methods that a step left as they are, with their decorators, and the first and last statements of those that it did not:
 * nearly all of a large agent, which need not be looked at one by one. What has a name in it that the step changed is not among them.
 */
export function sameDefinitions({ before, after }: Versions, renamed: readonly Renaming[]): SameNodes {
  const same = { before: new Set<SyntaxNode>(), after: new Set<SyntaxNode>() };
  const hasFormerName = formerNames(renamed);
  const areSame = (was: SyntaxNode | undefined, is: SyntaxNode | undefined): boolean => {
    if (!was || !is) return false;
    const text = before.textOf(was);
    if (text !== after.textOf(is) || hasFormerName(text)) return false;
    same.before.add(was);
    same.after.add(is);
    return true;
  };
  const now = definitionsIn(after);
  for (const [name, [was, ...others]] of definitionsIn(before)) {
    const [is, ...further] = now.get(name) ?? [];
    if (!was || !is || others.length + further.length > 0) continue;
    if (!areSame(was, is)) trim(bodyOf(was), bodyOf(is), areSame);
  }
  return same;
}

/** Goes inwards from both ends of a body as long as the statements are the same. */
function trim(
  was: readonly SyntaxNode[],
  is: readonly SyntaxNode[],
  areSame: (was: SyntaxNode | undefined, is: SyntaxNode | undefined) => boolean,
): void {
  let first = 0;
  while (areSame(was[first], is[first])) first++;
  const most = Math.min(was.length, is.length) - first;
  for (let last = 1; last <= most; last++) if (!areSame(was.at(-last), is.at(-last))) return;
}

function bodyOf(node: SyntaxNode): readonly SyntaxNode[] {
  const body = undecorated(node).child('block');
  return body ? statementsOf(body) : [];
}

/** Whether a text may name what goes by another name now: behind a dot, in a string, or as what it defines. */
function formerNames(renamed: readonly Renaming[]): (text: string) => boolean {
  if (renamed.length === 0) return () => false;
  const names = new Set(renamed.map(({ from }) => memberOf(from)));
  const pattern = new RegExp(`(?:[.'"]\\s*|\\bdef\\s+)(?:${[...names].join('|')})(?![\\p{ID_Continue}])`, 'u');
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
