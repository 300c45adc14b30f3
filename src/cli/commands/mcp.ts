import { loadMcpServer } from '../load-mcp-server.js';
import { defineCommand } from '../command.js';
import { exitCodes } from '../exit-codes.js';
import { toolWorkspace } from '../tool-workspace.js';

export const mcpCommand = defineCommand({
  name: 'mcp',
  arguments: '',
  arity: { min: 0, max: 0 },
  summary: 'Offer assess, explain, plan, validate, history and migrate to MCP clients, over standard input and output',
  options: {
    'allow-exec': { type: 'boolean', summary: 'Run code of the workspace for the checks that need it' },
  },
  run: async (context, { values }) => {
    await loadMcpServer().serve(toolWorkspace(context, values['allow-exec'] === true), context.operation.signal);
    return exitCodes.done;
  },
});
