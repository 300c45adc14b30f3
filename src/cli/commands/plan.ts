import { readSource } from '../../app/assess/read-source.js';
import { stages, type Stage } from '../../core/rewrite/stage.js';
import { defineCommand, type CommandContext } from '../command.js';
import { exitCodes } from '../exit-codes.js';
import { newPlanner } from '../migration-ports.js';
import { sourcePaths } from '../paths.js';
import { planDiff, planSummary } from '../text/plan-text.js';
import { publishedPlan } from '../../app/published-documents.js';
import { UsageError } from '../arguments/usage-error.js';

export const planCommand = defineCommand({
  name: 'plan',
  arguments: 'FILE',
  arity: { min: 1, max: 1 },
  summary: 'Show, stage by stage, how the agents of a file would be migrated; never writes',
  options: {
    class: { type: 'string', value: 'NAME', summary: 'Plan this class only, also one that is not taken for an agent' },
    stage: {
      type: 'string',
      choices: stages,
      value: 'STAGE',
      summary: 'The last stage to plan (default: integration)',
    },
    'include-review': { type: 'boolean', summary: 'Carry out edits too that a person should look at' },
    check: {
      type: 'string',
      value: 'PLAN',
      summary: 'Exit with 1 unless this is the id of the plan: the file, the contract or the rules have changed',
    },
    diff: { type: 'boolean', summary: 'Print the stages as unified diffs' },
  },
  run: async (context, { values, positionals }) => {
    const { json, output, ports, operation } = context;
    if (json && values.diff === true) throw new UsageError('Choose one of --diff and --json.');
    const [path = ''] = await sourcePaths(context, positionals, 'planned');
    const { bytes } = await readSource(ports.changes.sources, path);
    const request = {
      path,
      bytes,
      through: lastStage(values.stage),
      includeReview: values['include-review'] === true,
      ...(values.class === undefined ? {} : { classes: [values.class] }),
    };
    const planned = await newPlanner(context)(request, operation);
    if (json) output.document(publishedPlan(planned.plan));
    else output.text(values.diff === true ? planDiff(planned) : planSummary(planned.plan));
    if (planned.plan.refused) return exitCodes.refused;
    return isExpected(context, planned.plan.id, values.check) ? exitCodes.done : exitCodes.findings;
  },
});

/** A plan's id is the same on every machine, so that what was looked at is what is carried out. */
function isExpected({ output }: CommandContext, id: string, expected: string | undefined): boolean {
  if (expected === undefined || expected === id) return true;
  output.note(`The plan is ${id}, not ${expected}: the file, its contract or the rules have changed since.`);
  return false;
}

function lastStage(written: string | undefined): Stage {
  return stages.find((stage) => stage === written) ?? 'integration';
}
