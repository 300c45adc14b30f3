import { publishedPlan } from '../published-documents.js';
import { defineTool } from './agent-tool.js';
import { planParameters, planRequestOf } from './plan-parameters.js';

export const planTool = defineTool({
  name: 'plan',
  title: 'Plan a migration',
  description:
    'Plans the migration of the agents in one file to the common base class and writes nothing. Answers with a plan id and, for each stage (infrastructure, core-logic, integration), the proved edits with reason and safety, what is left and why, and the results of the proofs; or with the reason why the file is refused. The id is the same on every machine for the same file, contract and choice; "migrate" needs it.',
  effect: 'reads',
  parameters: planParameters,
  run: async (host, values, operation) => publishedPlan(await host.plan(await planRequestOf(host, values), operation)),
});
