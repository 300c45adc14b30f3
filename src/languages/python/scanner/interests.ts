/** Bits that say why a word of the vocabulary is of interest: its calls count, it counts as a keyword argument, its calls block, it is `super`. */
export const METHOD = 1;
export const ARGUMENT = 2;
export const BLOCKING = 4;
export const SUPER = 8;
