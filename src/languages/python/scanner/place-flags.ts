/** Where a statement stands: in a loop of its own function, in a block of any kind. */
export const IN_LOOP = 1;
export const CONDITIONAL = 2;
