import { entryExpression } from './entry-expression.js';
import { numbersIn } from './numbers-in.js';
import type { OwnPort } from './own-ports.js';

/** Source of an own port that can stand at the start of `__init__`; `undefined` when the port is known only later, or not at all. */
export function portAtEntry({ expression, value }: OwnPort): string | undefined {
  if (expression) return entryExpression(expression.node, expression.place);
  return value?.root === '' ? String(value.offset) : undefined;
}

/** Every number that an own port may be. */
export function numbersOfPort({ expression, value }: OwnPort): ReadonlySet<number> {
  if (expression) return numbersIn(expression.node, expression.place);
  return new Set(value?.root === '' ? [value.offset] : []);
}
