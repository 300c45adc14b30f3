// How to add a tool: write `src/app/tools/<name>-tool.ts` that exports one `defineTool({ … })`, add it to the list in `agent-tools.ts`, and
// describe it in package.json under `contributes.languageModelTools`; `npm run check:manifest` holds the two together.
import type { Operation } from '../operation.js';
import {
  inputSchemaOf,
  readParameters,
  type InputSchema,
  type ParameterTable,
  type ParameterValues,
} from './parameters.js';
import type { ToolHost } from './tool-host.js';

/** `reads` changes nothing; `notes` writes its result into the journal; `changes` writes files of the user. */
export type ToolEffect = 'reads' | 'notes' | 'changes';

/** One tool as hosts offer it to language models: what it is called and takes, and what it answers with. */
export interface AgentTool {
  readonly name: string;
  readonly title: string;
  /** For the model that chooses among tools. */
  readonly description: string;
  readonly effect: ToolEffect;
  readonly inputSchema: InputSchema;
  /** The document that it answers with. Throws `ToolInputError`, `RefusedError`, or an AbortError when it is cancelled. */
  run(host: ToolHost, input: unknown, operation: Operation): Promise<object>;
}

interface ToolSpec<T extends ParameterTable> extends Pick<AgentTool, 'name' | 'title' | 'description' | 'effect'> {
  readonly parameters: T;
  readonly run: (host: ToolHost, values: ParameterValues<T>, operation: Operation) => Promise<object>;
}

/** Keeps the types of the parameters for `run` while hosts see all tools as one kind of thing. */
export function defineTool<const T extends ParameterTable>({ parameters, run, ...spec }: ToolSpec<T>): AgentTool {
  return {
    ...spec,
    inputSchema: inputSchemaOf(parameters),
    // The values were checked against the table, which is what the type says.
    run: (host, input, operation) => run(host, readParameters(parameters, input) as ParameterValues<T>, operation),
  };
}
