/**
 * Room of a table at first: so little that the first text outgrows it. V8 compiles what uses a table for the ways that it has gone so far and
 * for data that has never been replaced, and has to compile all of it again when a large text comes, unless it has seen that before.
 */
export const firstCapacity = 32;
