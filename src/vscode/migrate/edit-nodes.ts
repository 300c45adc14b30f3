import { counted } from '../../core/text/counted.js';
import { fileNameOf } from '../../core/workspace/paths.js';
import { groupedBy } from '../../core/grouped-by.js';
import type { LeftItem, PlannedEdit, StagePlan } from '../../core/rewrite/plan.js';
import type { FileMigration } from './file-migration.js';
import { linesTitle, recipeTitle, stageTitles } from './stage-titles.js';

interface OfFile {
  readonly migration: FileMigration;
}

interface OfStage extends OfFile {
  readonly stage: StagePlan;
}

/** What stands in the tree of edits; data, so that its words and ticks can be checked without an editor. */
export type EditNode =
  | (OfFile & { readonly kind: 'file' })
  | (OfStage & { readonly kind: 'stage' })
  /** Edits of one recipe that stand or fall together: they share one box. */
  | (OfStage & { readonly kind: 'change'; readonly edits: readonly PlannedEdit[] })
  /** Those edits of a change that have the same reason. */
  | (OfStage & { readonly kind: 'reason'; readonly edits: readonly PlannedEdit[] })
  | (OfStage & { readonly kind: 'left'; readonly item: LeftItem });

/** Files only where there are several. */
export function rootNodes(migrations: readonly FileMigration[]): readonly EditNode[] {
  const [only] = migrations;
  if (only !== undefined && migrations.length === 1) return stageNodes(only);
  return migrations.map((migration) => ({ kind: 'file', migration }));
}

export function childNodes(node: EditNode): readonly EditNode[] {
  switch (node.kind) {
    case 'file':
      return stageNodes(node.migration);
    case 'stage':
      return stageChildren(node);
    case 'change':
      return changeChildren(node);
    case 'reason':
    case 'left':
      return [];
  }
}

function stageNodes(migration: FileMigration): readonly EditNode[] {
  const filled = migration.plan.stages.filter(({ edits, left }) => edits.length > 0 || left.length > 0);
  return filled.map((stage) => ({ kind: 'stage', migration, stage }));
}

function stageChildren({ migration, stage }: OfStage): readonly EditNode[] {
  const changes = [...groupedBy(stage.edits.filter(isChoosable), ({ id, group }) => group ?? id).values()];
  return [
    ...changes.map((edits): EditNode => ({ kind: 'change', migration, stage, edits })),
    ...leftItems(stage).map((item): EditNode => ({ kind: 'left', migration, stage, item })),
  ];
}

/** A change with one reason says it itself. */
function changeChildren({
  migration,
  stage,
  edits,
}: OfStage & { readonly edits: readonly PlannedEdit[] }): readonly EditNode[] {
  const reasons = [...groupedBy(edits, ({ reason }) => reason).values()];
  return reasons.length === 1 ? [] : reasons.map((same) => ({ kind: 'reason', migration, stage, edits: same }));
}

/** What stays for a person: notes of recipes that did nothing, and edits that are only described. */
export function leftItems({ edits, left }: StagePlan): readonly LeftItem[] {
  const manual = edits.filter((edit) => !isChoosable(edit));
  return [
    ...left,
    ...manual.map(({ class: agent, recipe, reason, startLine }) => ({ class: agent, recipe, reason, line: startLine })),
  ];
}

function isChoosable({ safety }: PlannedEdit): boolean {
  return safety !== 'manual';
}

/** Ids of the edits that a node's box stands for; empty where there is no box. @internal */
export function editIds(node: EditNode): readonly string[] {
  switch (node.kind) {
    case 'file':
      return node.migration.plan.stages.flatMap(({ edits }) => edits.filter(isChoosable)).map(({ id }) => id);
    case 'stage':
      return node.stage.edits.filter(isChoosable).map(({ id }) => id);
    case 'change':
      return node.edits.map(({ id }) => id);
    case 'reason':
    case 'left':
      return [];
  }
}

/** Ticked when anything of what it stands for is, since a box has no third state; `undefined` where there is nothing to tick. */
export function isTicked(node: EditNode): boolean | undefined {
  const ids = editIds(node);
  return ids.length === 0 ? undefined : ids.some((id) => node.migration.choice.has(id));
}

/** What ticking or unticking a box changes. Ticking a stage takes its safe edits; those for review are ticked one by one. */
export function idsToTick(node: EditNode, ticked: boolean): readonly string[] {
  const ids = editIds(node);
  if (!ticked || node.kind === 'change') return ids;
  const edits = node.migration.plan.stages.flatMap((stage) => stage.edits);
  const safe = new Set(edits.filter(({ safety }) => safety === 'safe').map(({ id }) => id));
  const chosen = ids.filter((id) => safe.has(id));
  return chosen.length > 0 ? chosen : ids;
}

export interface NodeText {
  readonly label: string;
  readonly description: string;
  readonly tooltip: string;
}

export function nodeText(node: EditNode): NodeText {
  switch (node.kind) {
    case 'file':
      return fileText(node.migration);
    case 'stage':
      return {
        label: stageTitles[node.stage.stage],
        description: tickedSummary(node),
        tooltip: checksText(node.stage),
      };
    case 'change':
      return changeText(node.edits);
    case 'reason':
      return {
        label: node.edits[0]?.reason ?? '',
        description: linesTitle(node.edits),
        tooltip: node.edits[0]?.reason ?? '',
      };
    case 'left':
      return leftText(node.item);
  }
}

function fileText({ path, plan }: FileMigration): NodeText {
  return { label: fileNameOf(path), description: plan.classes.join(', '), tooltip: path };
}

function changeText(edits: readonly PlannedEdit[]): NodeText {
  const [first] = edits;
  if (first === undefined) return { label: '', description: '', tooltip: '' };
  const isOne = edits.every(({ reason }) => reason === first.reason);
  const review = first.safety === 'review' ? 'needs your review, ' : '';
  const why = isOne ? ` · ${first.reason}` : '';
  const safety =
    first.safety === 'safe'
      ? 'Safe: the behaviour stays the same under the contract.'
      : 'Needs your review before it is applied.';
  return {
    label: recipeTitle(first.recipe),
    description: `${review}${linesTitle(edits)}${why}`,
    tooltip: `${isOne ? first.reason : `${counted(edits.length, 'edit')} that stand or fall together.`}\n${safety}\n${first.class}`,
  };
}

function leftText({ class: agent, recipe, reason, line }: LeftItem): NodeText {
  return {
    label: reason,
    description: line === undefined ? 'left to you' : `left to you, line ${line}`,
    tooltip: `${reason}\n${recipeTitle(recipe)}, ${agent}`,
  };
}

/** `2 of 3 edits, 1 left`. */
function tickedSummary(node: OfStage): string {
  const all = node.stage.edits.filter(isChoosable);
  const ticked = all.filter(({ id }) => node.migration.choice.has(id)).length;
  const edits = ticked === all.length ? counted(all.length, 'edit') : `${ticked} of ${counted(all.length, 'edit')}`;
  const left = leftItems(node.stage).length;
  return left === 0 ? edits : `${edits}, ${left} left`;
}

/** How the result of the stage was proved. */
function checksText({ checks }: StagePlan): string {
  return checks
    .map(({ id, status, detail }) => `${status}: ${recipeTitle(id)}${detail === '' ? '' : ` (${detail})`}`)
    .join('\n');
}
