import type { LeftItem, PlannedEdit, StagePlan } from '../../core/rewrite/plan.js';
import { fileName } from '../risk/wording.js';
import type { FileMigration } from './file-migration.js';
import { counted, editPlace, recipeTitle, stageTitles } from './stage-titles.js';

/** What stands in the tree of edits; data, so that its words and ticks can be checked without an editor. */
export type EditNode =
  | { readonly kind: 'file'; readonly migration: FileMigration }
  | { readonly kind: 'stage'; readonly migration: FileMigration; readonly stage: StagePlan }
  | { readonly kind: 'recipe'; readonly migration: FileMigration; readonly stage: StagePlan; readonly recipe: string }
  | { readonly kind: 'edit'; readonly migration: FileMigration; readonly stage: StagePlan; readonly edit: PlannedEdit }
  | { readonly kind: 'left'; readonly migration: FileMigration; readonly stage: StagePlan; readonly item: LeftItem };

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
      return stageChildren(node.migration, node.stage);
    case 'recipe':
      return editsOf(node).map((edit) => ({ ...node, kind: 'edit', edit }));
    case 'edit':
    case 'left':
      return [];
  }
}

function stageNodes(migration: FileMigration): readonly EditNode[] {
  const filled = migration.plan.stages.filter(({ edits, left }) => edits.length > 0 || left.length > 0);
  return filled.map((stage) => ({ kind: 'stage', migration, stage }));
}

/** A recipe with one edit needs no level of its own. */
function stageChildren(migration: FileMigration, stage: StagePlan): readonly EditNode[] {
  const recipes = [...new Set(stage.edits.filter(isChoosable).map(({ recipe }) => recipe))];
  const nodes = recipes.map((recipe): EditNode => {
    const node = { kind: 'recipe', migration, stage, recipe } as const;
    const [edit, ...others] = editsOf(node);
    return edit !== undefined && others.length === 0 ? { kind: 'edit', migration, stage, edit } : node;
  });
  return [...nodes, ...leftItems(stage).map((item): EditNode => ({ kind: 'left', migration, stage, item }))];
}

/** What stays for a person: notes of recipes that did nothing, and edits that are only described. */
export function leftItems({ edits, left }: StagePlan): readonly LeftItem[] {
  const manual = edits.filter(({ safety }) => safety === 'manual');
  return [
    ...left,
    ...manual.map((edit) => ({ class: edit.class, recipe: edit.recipe, reason: edit.reason, line: edit.startLine })),
  ];
}

function isChoosable({ safety }: PlannedEdit): boolean {
  return safety !== 'manual';
}

function editsOf({ stage, recipe }: { readonly stage: StagePlan; readonly recipe: string }): readonly PlannedEdit[] {
  return stage.edits.filter((edit) => edit.recipe === recipe && isChoosable(edit));
}

/** Ids of the edits a tick box stands for; empty where there is no tick box. @internal */
export function editIds(node: EditNode): readonly string[] {
  switch (node.kind) {
    case 'file':
      return node.migration.plan.stages.flatMap(({ edits }) => edits.filter(isChoosable)).map(({ id }) => id);
    case 'stage':
      return node.stage.edits.filter(isChoosable).map(({ id }) => id);
    case 'recipe':
      return editsOf(node).map(({ id }) => id);
    case 'edit':
      return [node.edit.id];
    case 'left':
      return [];
  }
}

/** Ticked when anything of what it stands for is, since a box has no third state; `undefined` where there is nothing to tick. */
export function isTicked(node: EditNode): boolean | undefined {
  const ids = editIds(node);
  return ids.length === 0 ? undefined : ids.some((id) => node.migration.choice.has(id));
}

/** What ticking or unticking a box changes. Ticking a group takes its safe edits; those for review are ticked one by one. */
export function idsToTick(node: EditNode, ticked: boolean): readonly string[] {
  const ids = editIds(node);
  if (!ticked || node.kind === 'edit') return ids;
  const safe = node.migration.plan.stages.flatMap(({ edits }) => edits.filter(({ safety }) => safety === 'safe'));
  const safeIds = new Set(safe.map(({ id }) => id));
  const chosen = ids.filter((id) => safeIds.has(id));
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
      return {
        label: fileName(node.migration.path),
        description: node.migration.plan.classes.join(', '),
        tooltip: node.migration.path,
      };
    case 'stage':
      return {
        label: stageTitles[node.stage.stage],
        description: tickedSummary(node),
        tooltip: checksText(node.stage),
      };
    case 'recipe':
      return {
        label: recipeTitle(node.recipe),
        description: tickedSummary(node),
        tooltip: `${recipeTitle(node.recipe)}: ${tickedSummary(node)}`,
      };
    case 'edit':
      return { label: node.edit.reason, description: editPlace(node.edit), tooltip: editTooltip(node.edit) };
    case 'left':
      return {
        label: node.item.reason,
        description: node.item.line === undefined ? 'left to you' : `line ${node.item.line}, left to you`,
        tooltip: `${node.item.class}, ${recipeTitle(node.item.recipe).toLowerCase()}: ${node.item.reason}`,
      };
  }
}

/** `2 of 3 edits, 1 left`. */
function tickedSummary(node: EditNode & { readonly kind: 'stage' | 'recipe' }): string {
  const all = editIds(node);
  const ticked = all.filter((id) => node.migration.choice.has(id)).length;
  const edits = ticked === all.length ? counted(all.length, 'edit') : `${ticked} of ${counted(all.length, 'edit')}`;
  const left = node.kind === 'stage' ? leftItems(node.stage).length : 0;
  return left === 0 ? edits : `${edits}, ${left} left`;
}

function editTooltip(edit: PlannedEdit): string {
  const safety =
    edit.safety === 'safe'
      ? 'Safe: the behaviour stays the same under the contract.'
      : 'Needs your review before it is applied.';
  return `${edit.reason}\n${safety}\n${recipeTitle(edit.recipe)}, ${edit.class}`;
}

/** How the result of the stage was proved. */
function checksText({ checks }: StagePlan): string {
  return checks
    .map(({ id, status, detail }) => `${status}: ${recipeTitle(id)}${detail === '' ? '' : ` (${detail})`}`)
    .join('\n');
}
