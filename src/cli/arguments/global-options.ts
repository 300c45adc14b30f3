import type { OptionTable } from '../command.js';

/** Options that every command takes. */
export const globalOptions = {
  workspace: { type: 'string', value: 'DIR', summary: 'the workspace folder (default: the current folder)' },
  config: {
    type: 'string',
    value: 'FILE',
    summary: 'the project configuration (default: agent-migrator.json in the workspace)',
  },
  json: { type: 'boolean', summary: 'print exactly one JSON document on stdout' },
  help: { type: 'boolean', short: 'h', summary: 'say what the command does and which options it takes' },
  version: { type: 'boolean', short: 'v', summary: 'print the version' },
} as const satisfies OptionTable;
