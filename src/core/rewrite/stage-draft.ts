import type { Span } from '../text/span.js';
import type { EditGroup, HandOver } from './edit-group.js';
import { collide, type TextEdit } from './text-edit.js';

/** A group with where it comes from. */
export interface DraftedGroup extends EditGroup {
  /** `recipe/Class`, with the group's own id where there are several: what a choice of edits is made of. */
  readonly key: string;
  readonly recipe: string;
  readonly class: string;
  /** False for edits that are shown and not carried out. */
  readonly applied: boolean;
}

/** What the recipes of a stage have proposed so far, on one text. */
export class StageDraft {
  private readonly drafted: DraftedGroup[] = [];

  get groups(): readonly DraftedGroup[] {
    return this.drafted;
  }

  /** The edits that will be carried out. */
  get appliedEdits(): readonly TextEdit[] {
    return this.drafted.filter(({ applied }) => applied).flatMap(({ edits }) => edits);
  }

  add(group: DraftedGroup): void {
    this.drafted.push(group);
  }

  remove(group: DraftedGroup): void {
    this.drafted.splice(this.drafted.indexOf(group), 1);
  }

  /** The groups that claim the same text, those that are only shown too: every list of edits can be applied as a whole. */
  collisionsWith(edits: readonly TextEdit[]): readonly DraftedGroup[] {
    return this.drafted.filter((group) => group.edits.some((theirs) => edits.some((ours) => collide(theirs, ours))));
  }

  /** The whole span goes away with an edit that will be carried out. */
  isDeleted({ start, end }: Span): boolean {
    return this.drafted.some(
      ({ applied, edits }) =>
        applied && edits.some((edit) => edit.start <= start && end <= edit.end && edit.end > edit.start),
    );
  }

  /** Whether a recipe has edits for the class that will be carried out. */
  has(recipe: string, className: string): boolean {
    return this.drafted.some((group) => group.applied && group.recipe === recipe && group.class === className);
  }

  /** Something will be carried out for the class. */
  changes(className: string): boolean {
    return this.drafted.some((group) => group.applied && group.class === className);
  }

  handOvers(className: string): readonly HandOver[] {
    return this.drafted.flatMap((group) => (group.applied && group.class === className ? (group.handsOver ?? []) : []));
  }
}
