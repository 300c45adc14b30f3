// How to write a recipe. One file, one recipe, no state; it reads the text after the stage before and says what it would change:
//
//   export const removeRunningFlag: PythonRecipe = {
//     id: 'running-flag',
//     title: 'Leave the running flag to the base',
//     description: 'Drops `self.running = True` from `__init__`: the base has set it.',
//     stage: 'core-logic',
//     scope: 'class',
//     propose({ agent, module, contract }) {
//       if (!agent.isAdopted) return nothing;
//       const statement = …; // found on the syntax tree, never by a pattern over text
//       if (!statement) return nothing;
//       const edit = removeStatement(module, statement);
//       return oneGroup({ safety: 'safe', edits: [{ ...edit, reason: 'The base sets running itself.' }] });
//     },
//   };
//
// - All recipes of a stage read the same text. What the recipes before it in the registry have proposed stands in `draft`: an edit inside
//   a range that one of them deletes must not be proposed.
// - The edits of one group stand or fall together, also when a person unticks one of them.
// - What a recipe meets and does not rewrite it reports in `left`, with the line. It never throws for what it finds in a file.
// - Planning the result again must propose nothing more; the engine checks that, and every other proof, and drops a recipe that fails.
import type { Reason } from '../reason.js';
import type { EditGroup } from './edit-group.js';
import type { StageDraft } from './stage-draft.js';
import type { Stage } from './stage.js';

/** Something met and not rewritten. */
export interface LeftNote {
  readonly reason: string;
  /** 1-based, in the text the recipe read. */
  readonly line?: number;
  /** `host:port` of the address that stays written down. */
  readonly endpoint?: string;
}

export interface Proposal {
  readonly groups: readonly EditGroup[];
  readonly left: readonly LeftNote[];
  /** The class cannot be moved onto the base at all: nothing is planned for it, in no stage. */
  readonly refused?: Reason;
}

export interface RecipeContext {
  readonly draft: StageDraft;
}

export interface Recipe<Context extends RecipeContext = RecipeContext> {
  readonly id: string;
  readonly title: string;
  /** One or two sentences for the preview. */
  readonly description: string;
  readonly stage: Stage;
  /** `class`: asked for each agent class. `file`: asked once, in the name of the first class. */
  readonly scope: 'class' | 'file';
  propose(context: Context): Proposal;
}

export const nothing: Proposal = { groups: [], left: [] };

export const oneGroup = (group: EditGroup, left: readonly LeftNote[] = []): Proposal => ({
  groups: group.edits.length > 0 ? [group] : [],
  left,
});

export const leave = (...left: readonly LeftNote[]): Proposal => ({ groups: [], left });

export const refuse = (refused: Reason): Proposal => ({ groups: [], left: [], refused });
