import type { ClassFact } from '../../core/facts/source-facts.js';
import { nodeAt, type ApiRule } from './api-tree.js';
import { apis } from './interests.js';

/** The classes of a file that inherit a thread or process class, directly or through each other, with the rule of that class. */
export function threadClasses(
  statements: readonly number[],
  classes: readonly ClassFact[],
): ReadonlyMap<number, ApiRule> {
  const found = new Map<number, ApiRule>();
  const byName = new Map<string, ApiRule>();
  // A base stands above its subclasses, so one pass in source order reaches every generation.
  classes.forEach((fact, index) => {
    for (const base of fact.bases) {
      const rule =
        byName.get(base.resolved) ?? nodeAt(apis, base.resolved)?.rules.find(({ isBaseClass }) => isBaseClass);
      const statement = statements[index];
      if (!rule || statement === undefined) continue;
      found.set(statement, rule);
      byName.set(fact.name, rule);
    }
  });
  return found;
}
