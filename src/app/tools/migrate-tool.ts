import { counted } from '../../core/text/counted.js';
import { RefusedError } from '../../core/reason.js';
import type { Plan, PlannedEdit } from '../../core/rewrite/plan.js';
import { changesNothing, plannedStages } from '../plan/planned-stages.js';
import { publishedMigrations } from '../published-documents.js';
import { defineTool } from './agent-tool.js';
import { planParameters, planRequestOf } from './plan-parameters.js';
import { assertSamePlan } from '../plan/same-plan.js';
import type { MigrationQuestion } from './tool-host.js';

export const migrateTool = defineTool({
  name: 'migrate',
  title: 'Migrate an agent',
  description:
    'Carries out the plan of one file after a person agreed to it; nobody can agree on their behalf. Call "plan" first, show the person what it does, and hand in its id with the same path, class, stage and includeReview: a file that changed since is refused. Every byte is saved first, each stage is validated in place, and the person can roll it back.',
  effect: 'changes',
  parameters: {
    ...planParameters,
    plan: { type: 'string', required: true, description: 'The id that "plan" answered with.' },
  },
  run: async (host, values, operation) => {
    const request = await planRequestOf(host, values);
    const plan = await host.plan(request, operation);
    if (plan.refused) throw new RefusedError(plan.refused);
    assertSamePlan(plan, values.plan);
    if (!changesNothing(plan)) {
      const refusal = await host.refusedBy(questionAbout(plan, request.includeReview), operation);
      if (refusal) throw new RefusedError(refusal);
    }
    return publishedMigrations(await host.migrate(request, plan.id, operation));
  },
});

/** What a person has to know before they agree. */
function questionAbout(plan: Plan, includeReview: boolean): MigrationQuestion {
  const applied = plannedStages(plan).filter(({ status }) => status === 'applied');
  const isCarriedOut = ({ safety }: PlannedEdit): boolean => safety === 'safe' || includeReview;
  return {
    title: `Migrate ${plan.classes.join(', ')} in ${plan.path}?`,
    details: [
      ...applied.map(({ stage, edits, removed }) => {
        const away = removed.length === 0 ? '' : `; takes away ${removed.join(', ')}`;
        return `${stage}: ${counted(edits.filter(isCarriedOut).length, 'edit')}${away}`;
      }),
      `Plan ${plan.id}. The file is saved first and can be rolled back.`,
    ],
  };
}
