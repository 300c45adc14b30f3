import type { Plan, StagePlan } from '../../core/rewrite/plan.js';
import type { MigratedStage } from '../migration-report.js';

/** What carrying out a plan means for each of its stages. */
export function plannedStages(plan: Plan): readonly MigratedStage[] {
  let previous = plan.base.sha256;
  return plan.stages.map((stage) => {
    const status = statusOf(stage, previous);
    previous = stage.result.sha256;
    return { ...stage, status };
  });
}

/** The bytes of the file stay as they are. */
export function changesNothing(plan: Plan): boolean {
  return plan.stages.every(({ result }) => result.sha256 === plan.base.sha256);
}

/** Something of the stages asked for was not done. */
export function leavesSomething(plan: Plan): boolean {
  return plan.stages.some(({ left }) => left.length > 0);
}

function statusOf(stage: StagePlan, previousSha256: string): MigratedStage['status'] {
  if (stage.result.sha256 !== previousSha256) return 'applied';
  return stage.checks.some(({ status }) => status === 'fail') ? 'dropped' : 'unchanged';
}
