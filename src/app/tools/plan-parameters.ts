import { stages } from '../../core/rewrite/stage.js';
import type { ParameterTable, ParameterValues } from './parameters.js';
import type { ToolHost, ToolPlanRequest } from './tool-host.js';

/** What says which plan is meant; `plan` and `migrate` take the same. */
export const planParameters = {
  path: { type: 'string', required: true, description: 'The file, relative to the workspace.' },
  class: { type: 'string', description: 'Only this class; without it, every agent class of the file.' },
  stage: { type: 'string', choices: stages, description: 'The last stage; without it, all three.' },
  includeReview: {
    type: 'boolean',
    description: 'Also carry out the edits with safety "review", which a person should look at first.',
  },
} as const satisfies ParameterTable;

export async function planRequestOf(
  host: ToolHost,
  values: ParameterValues<typeof planParameters>,
): Promise<ToolPlanRequest> {
  return {
    path: await host.locate(values.path),
    ...(values.class === undefined ? {} : { class: values.class }),
    through: values.stage ?? 'integration',
    includeReview: values.includeReview ?? false,
  };
}
