/**
 * Bits of `TokenBuffer.settled`. Each says something of a statement that its own tokens settle, so that it holds for as long as they stand
 * there. Import as a namespace: `Settled.GRAMMATICAL`.
 */

/** The grammar was seen to accept it. */
export const GRAMMATICAL = 1;
/** Nothing in it may be the name of another agent. */
export const WITHOUT_MENTION = 2;
/** No call, argument or string in it is evidence by itself. */
export const WITHOUT_EVIDENCE = 4;
/** The header of a `def` tells nothing by its name, and is no coroutine's. */
export const PLAIN_DEFINITION = 8;
