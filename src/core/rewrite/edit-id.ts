/** Names one edit of a group; `index` counts from 0. */
export const editId = (groupKey: string, index: number): string => `${groupKey}/${index + 1}`;

/** The key of the group that an edit belongs to. */
export const groupKeyOf = (id: string): string => id.slice(0, id.lastIndexOf('/'));
