import { oncePer } from '../../../../core/once-per.js';
import { groupedBy } from '../../../../core/grouped-by.js';
import type { MethodSyntax } from './class-syntax.js';

const byName = oncePer((methods: readonly MethodSyntax[]) => groupedBy(methods, ({ name }) => name));

const none: readonly MethodSyntax[] = [];

/** The methods of a class that have a name, in source order: of several, the last one stands. */
export function methodsNamed(
  { methods }: { readonly methods: readonly MethodSyntax[] },
  name: string | undefined,
): readonly MethodSyntax[] {
  return (name === undefined ? undefined : byName(methods).get(name)) ?? none;
}
