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

/**
 * These edits with what they cannot do without: what they need in their own stage, the safe edits of the stages before for the same
 * classes, and what follows up on all of them.
 */
export function choiceOfOnly(plan: Pick<Plan, 'stages'>, ids: readonly string[]): EditChoice {
  const wanted = choosableEdits(plan).filter(({ id }) => ids.includes(id));
  const classes = new Set(wanted.map((edit) => edit.class));
  const stages = plan.stages.filter(({ edits }) => edits.length > 0);
  const last = stages.findLastIndex(({ edits }) => edits.some(({ id }) => ids.includes(id)));
  const chosen = stages.slice(0, last + 1).flatMap(({ edits }, index) => {
    const needed = neededIn(edits, wanted);
    return edits.filter((edit) => {
      if (edit.safety === 'manual') return false;
      if (edit.followUp === true || needed.has(edit.id)) return true;
      return index < last && edit.safety === 'safe' && classes.has(edit.class);
    });
  });
  return new Set(chosen.map(({ id }) => id));
}

function idsNeeded({ stages }: Plan, ids: readonly string[]): readonly string[] {
  return stages.flatMap((stage) => {
    const wanted = choosableEdits({ stages: [stage] }).filter(({ id }) => ids.includes(id));
    return [...neededIn(choosableEdits({ stages: [stage] }), wanted)];
  });
}

/** Ids of the wanted edits of a stage, with all that they need there, directly or not. */
function neededIn(edits: readonly PlannedEdit[], wanted: readonly PlannedEdit[]): ReadonlySet<string> {
  const found = new Set<PlannedEdit>(edits.filter((edit) => wanted.includes(edit)));
  for (const { needs = [], group, ...edit } of found) {
    for (const other of edits) {
      const isMate = group !== undefined && other.group === group;
      if (isMate || (other.class === edit.class && needs.includes(other.recipe))) found.add(other);
    }
  }
  return new Set([...found].map(({ id }) => id));
}

/** Ticks or unticks edits together with all that stand or fall with them; what a ticked edit needs in its stage is ticked too. */
export function withTicked(plan: Plan, choice: EditChoice, ids: readonly string[], ticked: boolean): EditChoice {
  const edits = choosableEdits(plan);
  const groups = new Set(edits.filter(({ id }) => ids.includes(id)).flatMap(({ group }) => group ?? []));
  const changed = new Set(choice);
  for (const { id, group } of edits) {
    if (!ids.includes(id) && (group === undefined || !groups.has(group))) continue;
    if (ticked) changed.add(id);
    else changed.delete(id);
  }
  if (ticked) for (const id of idsNeeded(plan, ids)) changed.add(id);
  return changed;
}
