import type { PlanCheck } from '../../../../core/rewrite/plan.js';
import { passed, type ProofInput } from './proof.js';
import { areTypesChecked, checkedPaths, proveTypes } from './types.js';

/**
 * Takes for granted that the types of every step are sound, until all steps are there: the checker is then asked about all of their texts
 * at once. Whoever finds that one of them is not has to plan again with each answer before the next step.
 */
export class DeferredTypes {
  private readonly assumed = new Map<PlanCheck, ProofInput>();

  readonly prove = (input: ProofInput): PlanCheck => {
    const check = passed('types', 'Assumed until the steps after this one are known.');
    this.assumed.set(check, input);
    return check;
  };

  /** What the checker says instead of each assumption. */
  settle(): ReadonlyMap<PlanCheck, PlanCheck> {
    const checked = [...this.assumed.values()].filter(areTypesChecked);
    const texts = new Set(checked.flatMap(({ before, after }) => [before, after]));
    const [first] = checked;
    const together = first?.check.checkTogether(checkedPaths(first), [...texts]);
    return new Map([...this.assumed].map(([assumption, input]) => [assumption, proveTypes(input, together)]));
  }
}
