import type { Reason } from '../../core/reason.js';
import { groupKeyOf } from '../../core/rewrite/edit-id.js';
import type { PlanRequest, PlanWithBytes } from '../../core/rewrite/plan-request.js';
import type { StagePlan } from '../../core/rewrite/plan.js';
import type { Operation } from '../operation.js';
import type { CompileCheck } from '../ports/compile-check.js';
import type { Planner } from '../ports/planner.js';
import { proveCompiles, type CompileVerdict } from './prove-compiles.js';

interface Ports {
  readonly planner: Planner;
  readonly compileCheck: CompileCheck;
}

/**
 * A plan whose every stage the project's interpreter compiles. A group of edits that it does not accept is dropped with its reason, and
 * the rest is planned again.
 */
export async function planWithCompiler(
  ports: Ports,
  request: PlanRequest,
  operation: Operation,
): Promise<PlanWithBytes> {
  let current = request;
  for (;;) {
    const planned = await ports.planner.plan(current, operation);
    if (planned.plan.refused) return planned;
    const verdict = await proveCompiles(ports.compileCheck, planned, request.bytes, operation);
    if (verdict.refused) return withRefusal(planned, verdict.refused);
    const { failedStage } = verdict;
    const stage = failedStage === undefined ? undefined : planned.plan.stages[failedStage];
    const detail = failedStage === undefined ? undefined : verdict.checks[failedStage]?.detail;
    const culprit = stage && (await findCulprit(ports, current, stage, operation));
    if (culprit === undefined) return withChecks(planned, verdict);
    const reason = `Dropped, because its result failed the check compile: ${detail ?? ''}`;
    current = { ...current, dropped: [...(current.dropped ?? []), { key: culprit, reason }] };
  }
}

/** The group of the stage without which it compiles; the last one when no single group is to blame, none when the stage has none left. */
async function findCulprit(
  ports: Ports,
  request: PlanRequest,
  stage: StagePlan,
  operation: Operation,
): Promise<string | undefined> {
  const keys = [...new Set(stage.edits.map(({ id }) => groupKeyOf(id)))];
  for (const key of keys.toReversed()) {
    const dropped = [...(request.dropped ?? []), { key, reason: '' }];
    const planned = await ports.planner.plan({ ...request, through: stage.stage, dropped }, operation);
    const { failedStage } = await proveCompiles(ports.compileCheck, planned, request.bytes, operation);
    if (failedStage === undefined) return key;
  }
  return keys.at(-1);
}

function withRefusal(planned: PlanWithBytes, refused: Reason): PlanWithBytes {
  return { ...planned, plan: { ...planned.plan, stages: [], refused }, stageTexts: [], stageBytes: [] };
}

function withChecks(planned: PlanWithBytes, { checks }: CompileVerdict): PlanWithBytes {
  const stages = planned.plan.stages.map((stage, index) => {
    const compile = checks[index];
    return compile ? { ...stage, checks: [...stage.checks, compile] } : stage;
  });
  return { ...planned, plan: { ...planned.plan, stages } };
}
