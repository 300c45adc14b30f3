import type { Plan, PlannedEdit } from '../../core/rewrite/plan.js';
import type { Stage } from '../../core/rewrite/stage.js';

/** Ids of the edits that are ticked. */
export type EditChoice = ReadonlySet<string>;

/** Edits a person can tick: `manual` ones only say what is left to do by hand. */
export function choosableEdits(plan: Pick<Plan, 'stages'>, stage?: Stage): readonly PlannedEdit[] {
  const wanted = plan.stages.filter((one) => stage === undefined || one.stage === stage);
  return wanted.flatMap(({ edits }) => edits).filter(({ safety }) => safety !== 'manual');
}

/**
 * What is ticked and can be done. A choice may hold more: edits that another choice has taken the ground from come back with it.
 */
export function tickedEdits(plan: Pick<Plan, 'stages'>, choice: EditChoice): readonly PlannedEdit[] {
  return choosableEdits(plan).filter(({ id }) => choice.has(id));
}

/** Safe edits ticked, those for review as the setting says. */
export function initialChoice(plan: Plan, includeReview: boolean): EditChoice {
  const ticked = choosableEdits(plan).filter(({ safety }) => safety === 'safe' || includeReview);
  return new Set(ticked.map(({ id }) => id));
}

/** Ticks or unticks edits together with all that stand or fall with them. */
export function withTicked(plan: Plan, choice: EditChoice, ids: readonly string[], ticked: boolean): EditChoice {
  const edits = choosableEdits(plan);
  const groups = new Set(edits.filter(({ id }) => ids.includes(id)).flatMap(({ group }) => group ?? []));
  const changed = new Set(choice);
  for (const { id, group } of edits) {
    if (!ids.includes(id) && (group === undefined || !groups.has(group))) continue;
    if (ticked) changed.add(id);
    else changed.delete(id);
  }
  return changed;
}
