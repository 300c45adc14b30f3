/** What a use of a tracked name is. Three numbers belong to each, 0 where nothing is said. */

/** The name is read: token and statement. */
export const LOAD = 0;
/** The name is bound in a scope: scope and name. */
export const STORE = 1;
/** The name is bound for some tokens only, by a lambda or a comprehension: name, first and last token. */
export const STRETCH = 2;

export const USE_SIZE = 4;
