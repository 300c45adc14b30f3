import { counted } from '../../core/text/counted.js';
import type { PlannedEdit, StagePlan } from '../../core/rewrite/plan.js';
import type { Stage } from '../../core/rewrite/stage.js';

export const stageTitles: Readonly<Record<Stage, string>> = {
  infrastructure: 'Infrastructure',
  'core-logic': 'Core logic',
  integration: 'Integration',
};

/** `ModelManagerAgent: Infrastructure (1 of 3), 6 edits, 1 to review, 2 left`. */
export function pageTitle(
  name: string,
  stage: StagePlan,
  position: { readonly number: number; readonly of: number },
): string {
  const place = position.of === 1 ? '' : ` (${position.number} of ${position.of})`;
  return `${name}: ${stageTitles[stage.stage]}${place}, ${stageSummary(stage)}`;
}

/** `6 edits, 1 to review, 2 left`: what a stage does, what it waits for, and what it leaves to a person. */
export function stageSummary(stage: StagePlan): string {
  const review = stage.edits.filter(({ safety }) => safety === 'review').length;
  const left = stage.left.length + stage.edits.filter(({ safety }) => safety === 'manual').length;
  const parts = [counted(stage.edits.filter(({ safety }) => safety !== 'manual').length, 'edit')];
  if (review > 0) parts.push(`${review} to review`);
  if (left > 0) parts.push(`${left} left`);
  return parts.join(', ');
}

/** `merge-imports` reads `Merge imports`. */
export function recipeTitle(recipe: string): string {
  const words = recipe.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** `line 12`, `lines 12 and 40`, `lines 12, 40, 41 and 3 more`. */
export function linesTitle(edits: readonly Pick<PlannedEdit, 'startLine'>[]): string {
  const shown = 3;
  const lines = [...new Set(edits.map(({ startLine }) => startLine))].sort((a, b) => a - b);
  if (lines.length === 1) return `line ${lines.join('')}`;
  const first = lines.length > shown ? lines.slice(0, shown) : lines.slice(0, -1);
  const rest = lines.length > shown ? `${lines.length - shown} more` : String(lines.at(-1));
  return `lines ${first.join(', ')} and ${rest}`;
}
