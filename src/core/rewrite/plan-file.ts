import { LineIndex } from '../text/line-index.js';
import type { Reason } from '../reason.js';
import { editId, groupKeyOf } from './edit-id.js';
import { byKey, bySafety, type EditChoice } from './edit-choice.js';
import type { Plan, PlannedEdit, PlanWithTexts, StagePlan } from './plan.js';
import { planStage, type StageAttempt } from './plan-stage.js';
import type { RecipeContext } from './recipe.js';
import type { ReadSource, RewriteLanguage } from './rewrite-language.js';
import type { DraftedGroup } from './stage-draft.js';
import { stages, type Stage } from './stage.js';
import { sortEdits } from './text-edit.js';

export interface PlanJob<Source extends ReadSource, Context extends RecipeContext> {
  readonly language: RewriteLanguage<Source, Context>;
  readonly source: Source;
  readonly id: string;
  readonly path: string;
  readonly classes: readonly string[];
  /** Last stage to plan. */
  readonly through: Stage;
  readonly includeReview: boolean;
  /** Only these edits and what they need; a group of which one edit is missing is not carried out. */
  readonly chosenEdits?: readonly string[];
  /** Keys of groups that must not be carried out, each with the reason why. */
  readonly dropped?: ReadonlyMap<string, string>;
  /** SHA-256 of the bytes that a text has in the file's encoding, lower-case hex. */
  readonly hash: (text: string) => string;
}

/** All stages of one file, each planned on the result of the one before it and proved. */
export function planFile<Source extends ReadSource, Context extends RecipeContext>(
  job: PlanJob<Source, Context>,
): PlanWithTexts {
  const standard = bySafety(job.includeReview);
  const whole = runStages(job, standard);
  const outcome = job.chosenEdits ? runStages(job, chosenGroups(whole, new Set(job.chosenEdits))) : whole;
  const { source, id, path, classes } = job;
  const refused = refusalOf(classes, outcome);
  const plan: Plan = {
    schemaVersion: 1,
    id,
    path,
    classes,
    base: { sha256: job.hash(source.text) },
    stages: refused ? [] : outcome.map((stage) => stagePlan(stage, job.hash)),
    refused,
  };
  return {
    plan,
    baseText: source.text,
    stageTexts: refused ? [] : outcome.map(({ attempt }) => attempt.after.text),
    recipeTitles: Object.fromEntries(job.language.recipes.map((recipe) => [recipe.id, recipe.title])),
  };
}

interface PlannedStage<Source extends ReadSource> {
  readonly stage: Stage;
  readonly before: Source;
  readonly attempt: StageAttempt<Source>;
}

function runStages<Source extends ReadSource, Context extends RecipeContext>(
  { language, source, classes, through, dropped: refusedEdits = new Map() }: PlanJob<Source, Context>,
  choice: EditChoice,
): readonly PlannedStage<Source>[] {
  const planned: PlannedStage<Source>[] = [];
  let before = source;
  let dropped = refusedEdits;
  for (const stage of stages.slice(0, stages.indexOf(through) + 1)) {
    const attempt = planStage(before, stage, { language, classes, choice, dropped });
    planned.push({ stage, before, attempt });
    before = attempt.after;
    dropped = attempt.dropped;
  }
  return planned;
}

/**
 * A group of the whole plan is chosen with all of its edits. One that is not in it comes up only because of the choice, so it is chosen
 * when any of its edits is, and what follows up on the choice is carried out with it.
 */
function chosenGroups(whole: readonly PlannedStage<ReadSource>[], chosen: ReadonlySet<string>): EditChoice {
  const groups = whole.flatMap(({ attempt }) => attempt.proposals.draft.groups);
  const known = new Set(groups.map(({ key }) => key));
  const isChosen = (group: DraftedGroup): boolean =>
    group.edits.every((_, index) => chosen.has(editId(group.key, index)));
  const keys = new Set(groups.filter(isChosen).map(({ key }) => key));
  for (const id of chosen) if (!known.has(groupKeyOf(id))) keys.add(groupKeyOf(id));
  return byKey(keys, known);
}

/** The whole plan is refused when no class is left that could be planned. */
function refusalOf(classes: readonly string[], planned: readonly PlannedStage<ReadSource>[]): Reason | null {
  const refusals = planned[0]?.attempt.proposals.refusals;
  const [first] = classes;
  if (!refusals || first === undefined || classes.some((name) => !refusals.has(name))) return null;
  return refusals.get(first) ?? null;
}

function stagePlan({ stage, before, attempt }: PlannedStage<ReadSource>, hash: (text: string) => string): StagePlan {
  const { proposals, after, checks } = attempt;
  const { groups } = proposals.draft;
  const applied = groups.filter((group) => group.applied);
  return {
    stage,
    edits: plannedEdits(before.text, groups),
    left: proposals.left,
    removed: applied.flatMap(({ removed = [] }) => removed),
    renamed: applied.flatMap(({ renamed = [] }) => renamed),
    result: { sha256: hash(after.text) },
    checks,
  };
}

function plannedEdits(text: string, groups: readonly DraftedGroup[]): readonly PlannedEdit[] {
  const lines = new LineIndex(text);
  const edits = groups.flatMap((group) =>
    group.edits.map((edit, index) => ({ start: edit.start, end: edit.end, newText: edit.newText, edit, group, index })),
  );
  return sortEdits(edits).map(({ edit, group, index }) => {
    const { line, column, endLine, endColumn } = lines.rangeOf(edit);
    return {
      id: editId(group.key, index),
      class: group.class,
      recipe: group.recipe,
      safety: group.safety,
      reason: edit.reason,
      startLine: line,
      startColumn: column,
      endLine,
      endColumn,
      newText: edit.newText,
      ...(group.edits.length > 1 ? { group: group.key } : {}),
      ...(group.needs === undefined || group.needs.length === 0 ? {} : { needs: group.needs }),
      ...(group.followUp === true ? { followUp: true as const } : {}),
      ...(edit.endpoint === undefined ? {} : { endpoint: edit.endpoint }),
    };
  });
}
