import type { EditGroup } from './edit-group.js';

/** Decides which groups of edits are carried out. */
export interface EditChoice {
  includes(key: string, group: Pick<EditGroup, 'safety' | 'followUp'>): boolean;
}

/** What is safe, and what a person is asked to look at as well when they said so. */
export const bySafety = (includeReview: boolean): EditChoice => ({
  includes: (_key, { safety }) => safety === 'safe' || includeReview,
});

/** The groups with these keys, what follows up on them without being one of the `offered` groups, and no others. */
export const byKey = (keys: ReadonlySet<string>, offered: ReadonlySet<string>): EditChoice => ({
  includes: (key, { followUp }) => keys.has(key) || (followUp === true && !offered.has(key)),
});
