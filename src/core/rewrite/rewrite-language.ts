import type { DraftedGroup, StageDraft } from './stage-draft.js';
import type { PlanCheck } from './plan.js';
import type { Recipe, RecipeContext } from './recipe.js';
import type { TextEdit } from './text-edit.js';

/** A text as a language has read it. */
export interface ReadSource {
  readonly text: string;
}

/** One stage's step from a text to the next one, with everything a proof may ask about. */
export interface Step<Source extends ReadSource> {
  readonly before: Source;
  readonly after: Source;
  readonly edits: readonly TextEdit[];
  readonly groups: readonly DraftedGroup[];
}

/** What the planning of one file needs of a language. All of it is synchronous and changes nothing. */
export interface RewriteLanguage<Source extends ReadSource, Context extends RecipeContext> {
  /** In the order in which the recipes of a stage are asked. */
  readonly recipes: readonly Recipe<Context>[];
  /** Reads the text that the edits lead to. */
  next(source: Source, edits: readonly TextEdit[]): Source;
  /** `undefined` when the text has no such class. */
  contextOf(source: Source, className: string, draft: StageDraft): Context | undefined;
  /** The proofs of one step, in a fixed order; all of them, whatever fails. */
  prove(step: Step<Source>): readonly PlanCheck[];
}
