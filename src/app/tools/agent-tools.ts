import type { AgentTool } from './agent-tool.js';
import { assessTool } from './assess-tool.js';
import { explainTool } from './explain-tool.js';
import { historyTool } from './history-tool.js';
import { migrateTool } from './migrate-tool.js';
import { planTool } from './plan-tool.js';
import { validateTool } from './validate-tool.js';

/** Every tool, in the order in which clients list them; the same ones in an editor and in the MCP server. */
export const agentTools: readonly AgentTool[] = [
  assessTool,
  explainTool,
  planTool,
  validateTool,
  historyTool,
  migrateTool,
];
