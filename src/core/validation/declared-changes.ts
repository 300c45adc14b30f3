import type { Renaming } from '../rewrite/edit-group.js';

/** What of a file's declarations a migration says it has taken away or renamed; names are `Class.method`. */
export interface DeclaredChanges {
  readonly removed: readonly string[];
  readonly renamed: readonly Renaming[];
}

/** What a row of stages has done to the names of the text before the first of them. */
export function declaredInAll(stages: readonly DeclaredChanges[]): DeclaredChanges {
  const removed = new Set<string>();
  const renamed = new Map<string, string>();
  for (const stage of stages) {
    for (const { from, to } of stage.renamed) renamed.set(firstNameOf(from, renamed), to);
    for (const name of stage.removed) {
      const first = firstNameOf(name, renamed);
      renamed.delete(first);
      removed.add(first);
    }
  }
  return { removed: [...removed], renamed: [...renamed].map(([from, to]) => ({ from, to })) };
}

/** The name that something had before earlier stages renamed it. */
function firstNameOf(name: string, renamed: ReadonlyMap<string, string>): string {
  return [...renamed].find(([, to]) => to === name)?.[0] ?? name;
}
