import type { FilePlanner } from '../ports/file-planner.js';
import { assertSamePlan } from './same-plan.js';

/** Plans as `planFile` does, and refuses every plan but the one with this id: what a person saw is what is carried out. */
export function confirmedPlan(planFile: FilePlanner, id: string): FilePlanner {
  return async (request, operation) => {
    const proven = await planFile(request, operation);
    if (!proven.plan.refused) assertSamePlan(proven.plan, id);
    return proven;
  };
}
