import { RefusedError } from '../../core/reason.js';
import type { Operation } from '../operation.js';
import type { AgentTool } from './agent-tool.js';
import type { ToolHost } from './tool-host.js';
import { ToolInputError } from './tool-input-error.js';

export interface ToolAnswer {
  readonly document: object;
  /** The document says why nothing was done. */
  readonly failed: boolean;
}

/** Runs a tool; a refusal is an answer that says why. Throws only defects and cancellations. */
export async function callTool(
  tool: AgentTool,
  input: unknown,
  host: ToolHost,
  operation: Operation,
): Promise<ToolAnswer> {
  try {
    return { document: await tool.run(host, input, operation), failed: false };
  } catch (error) {
    if (error instanceof RefusedError) return failure(error.reason);
    if (error instanceof ToolInputError) return failure({ code: 'usage', message: error.message });
    throw error;
  }
}

function failure(error: object): ToolAnswer {
  return { document: { schemaVersion: 1, error }, failed: true };
}
