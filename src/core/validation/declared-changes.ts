import type { Renaming } from '../rewrite/edit-group.js';
import type { PlanCheck } from '../rewrite/plan.js';

/** What of a file's declarations a migration says it has taken away or renamed; names are `Class.method`. */
export interface DeclaredChanges {
  readonly removed: readonly string[];
  readonly renamed: readonly Renaming[];
  /** These and the base are the reason for every statement that is gone or new; not so when edits for review were chosen, or when nobody asked. */
  readonly explained?: boolean;
}

/** Whether the proof of a stage found a reason for everything that it changed. */
export const isExplained = (checks: readonly PlanCheck[]): boolean =>
  checks.some(({ id, status }) => id === 'statements' && status === 'pass');

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
  const explained = stages.every((stage) => stage.explained === true);
  return { removed: [...removed], renamed: [...renamed].map(([from, to]) => ({ from, to })), explained };
}

/** The name that something had before earlier stages renamed it. */
function firstNameOf(name: string, renamed: ReadonlyMap<string, string>): string {
  return [...renamed].find(([, to]) => to === name)?.[0] ?? name;
}
