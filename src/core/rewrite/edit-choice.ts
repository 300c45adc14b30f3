import type { EditGroup } from './edit-group.js';

/** Decides which groups of edits are carried out. */
export interface EditChoice {
  includes(key: string, safety: EditGroup['safety']): boolean;
}

/** What is safe, and what a person is asked to look at as well when they said so. */
export const bySafety = (includeReview: boolean): EditChoice => ({
  includes: (_key, safety) => safety === 'safe' || includeReview,
});

/** The groups with these keys and no others. */
export const byKey = (keys: ReadonlySet<string>): EditChoice => ({ includes: (key) => keys.has(key) });
