import type { ProvenPlan } from '../../app/ports/file-planner.js';
import { groupKeyOf } from '../../core/rewrite/edit-id.js';
import { lineBefore } from '../../core/rewrite/line-before.js';
import type { PlannedEdit, StagePlan } from '../../core/rewrite/plan.js';
import { leftItems } from './edit-nodes.js';
import { recipeTitle } from './stage-titles.js';

/** What a recipe would change in the file as it is now. */
export interface RecipeOffer {
  readonly title: string;
  readonly class: string;
  readonly safety: 'safe' | 'review';
  /** Ids of its edits. */
  readonly edits: readonly string[];
  /** 1-based lines of the file that it would change. */
  readonly lines: ReadonlySet<number>;
}

/** What a recipe leaves to a person in the file as it is now. */
export interface RecipeNote {
  readonly recipe: string;
  readonly title: string;
  readonly class: string;
  readonly reason: string;
  /** 1-based. */
  readonly line: number;
}

export interface RecipeOffers {
  readonly offers: readonly RecipeOffer[];
  readonly notes: readonly RecipeNote[];
}

/** Lines of one offer that are marked at most: a renaming may touch hundreds, and its first lines say enough. */
const linesPerEdit = 200;

/** What a plan of the safe edits says about the lines of the file that it was made from. */
export function recipeOffers({ plan, recipeTitles }: ProvenPlan): RecipeOffers {
  const titleOf = (recipe: string): string => recipeTitles[recipe] ?? recipeTitle(recipe);
  const offers = plan.stages.flatMap((stage, index) => stageOffers(stage, plan.stages.slice(0, index), titleOf));
  const notes = plan.stages.flatMap((stage, index) =>
    leftItems(stage).flatMap(({ line, ...left }) =>
      line === undefined
        ? []
        : [{ ...left, title: titleOf(left.recipe), line: originalLine(plan.stages.slice(0, index), line) }],
    ),
  );
  return { offers, notes: withoutRepetitions(notes) };
}

function stageOffers(
  stage: StagePlan,
  before: readonly StagePlan[],
  titleOf: (recipe: string) => string,
): readonly RecipeOffer[] {
  const groups = new Map<string, PlannedEdit[]>();
  for (const edit of stage.edits) {
    if (edit.safety === 'manual' || edit.followUp === true) continue;
    const key = groupKeyOf(edit.id);
    groups.set(key, [...(groups.get(key) ?? []), edit]);
  }
  return [...groups.values()].flatMap((edits) => {
    const [first] = edits;
    if (first === undefined || first.safety === 'manual') return [];
    const lines = new Set(edits.flatMap((edit) => linesOf(edit).map((line) => originalLine(before, line))));
    const ids = edits.map(({ id }) => id);
    return [{ title: titleOf(first.recipe), class: first.class, safety: first.safety, edits: ids, lines }];
  });
}

/** An edit that ends at the start of a line does not change that line. */
function linesOf({ startLine, endLine, endColumn }: PlannedEdit): readonly number[] {
  const last = endLine > startLine && endColumn === 1 ? endLine - 1 : endLine;
  const count = Math.min(last - startLine + 1, linesPerEdit);
  return Array.from({ length: count }, (_, index) => startLine + index);
}

/** Back through the stages before, of which the safe edits are carried out. */
function originalLine(before: readonly StagePlan[], line: number): number {
  return before.reduceRight(
    (found, { edits }) =>
      lineBefore(
        edits.filter(({ safety }) => safety === 'safe'),
        found,
      ),
    line,
  );
}

/** A later stage may leave what an earlier one left, for the same reason. */
function withoutRepetitions(notes: readonly RecipeNote[]): readonly RecipeNote[] {
  return [...new Map(notes.map((note) => [`${note.line} ${note.reason}`, note])).values()];
}
