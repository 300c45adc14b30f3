import type { CommandShape } from '../command.js';

/** How `assess` is written: known before anything that it does is loaded. */
export const assessShape = {
  name: 'assess',
  arguments: '[PATH…]',
  options: {
    sarif: { type: 'boolean', summary: 'Print a SARIF 2.1.0 log' },
    markdown: { type: 'boolean', summary: 'Print a Markdown report' },
    verify: {
      type: 'boolean',
      summary: "Check agents with the parser and the interpreter's compile() too; runs no code",
    },
    'no-ignore': { type: 'boolean', summary: 'Read what .gitignore and the default excludes leave out' },
    'fail-on': {
      type: 'string',
      choices: ['low', 'medium', 'high', 'blocked'],
      summary: 'Exit with 1 when an agent is at or above the level, or blocked',
    },
    'no-cache': { type: 'boolean', summary: 'Read every file anew' },
  },
} as const satisfies CommandShape;
