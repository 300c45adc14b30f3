/** What a person agrees to for agents in TypeScript, whichever version it is: the Node that runs the checks themselves. */
export const nodeCommandLine = 'Node.js';
