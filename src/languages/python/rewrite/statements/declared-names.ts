/** The name of what is declared as `Class.member`, without what it stands in. */
export const memberOf = (declared: string): string => declared.slice(declared.lastIndexOf('.') + 1);
