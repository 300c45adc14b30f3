import type { SourceFacts } from '../../facts/source-facts.js';

/** Of each class, the methods that its migrated version does not define any more, under their name or one that made room for the base's. */
export function handedOverMethods(
  legacy: SourceFacts,
  migrated: SourceFacts,
  classes: readonly string[],
): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(
    classes.map((name) => {
      const kept = new Set(methodsOf(migrated, name));
      const isKept = (method: string): boolean =>
        kept.has(method) || kept.has(`_own_${method.replace(/^_+/, '')}`) || kept.has(ownName(method));
      return [name, methodsOf(legacy, name).filter((method) => !isKept(method))];
    }),
  );
}

const ownName = (method: string): string => `own${method.charAt(0).toUpperCase()}${method.slice(1)}`;

function methodsOf({ classes }: SourceFacts, name: string): readonly string[] {
  return classes
    .filter((one) => one.topLevel && one.name === name)
    .flatMap(({ methods }) => methods.map((one) => one.name));
}
