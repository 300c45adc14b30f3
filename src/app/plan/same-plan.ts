import { RefusedError } from '../../core/reason.js';
import type { Plan } from '../../core/rewrite/plan.js';

/** Refuses every plan but the one that a person saw. */
export function assertSamePlan({ id, path }: Plan, expected: string): void {
  if (id === expected) return;
  throw new RefusedError({
    code: 'stale',
    message: `The plan of ${path} is ${id}, not ${expected}: the file, its contract or the choice is another one. Plan it again.`,
  });
}
