import { publishedValidation } from '../published-documents.js';
import { defineTool } from './agent-tool.js';
import { isMigrationId } from './migration-id.js';

export const validateTool = defineTool({
  name: 'validate',
  title: 'Validate a migrated agent',
  description:
    'Runs the five checks of a migrated agent (structure, compile, functionality, performance, integration). Each answers pass, fail, or skipped with the reason; skipped is not passed. The result is noted in the journal of the workspace; no other file is written.',
  effect: 'notes',
  parameters: {
    target: {
      type: 'string',
      required: true,
      description: 'The migrated file, relative to the workspace, or the id of a migration as "history" gives it.',
    },
  },
  run: async (host, { target }, operation) => {
    const located = isMigrationId(target) ? target : await host.locate(target);
    return publishedValidation(await host.validate(located, operation));
  },
});
