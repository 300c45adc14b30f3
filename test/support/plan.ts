import type { ProvenPlan } from '../../src/app/ports/file-planner.js';
import type { Plan, PlannedEdit, StagePlan } from '../../src/core/rewrite/plan.js';
import type { Stage } from '../../src/core/rewrite/stage.js';

/** Plans made by hand, for tests of what is shown and chosen of them. */
export function plannedEdit(id: string, parts: Partial<PlannedEdit> = {}): PlannedEdit {
  return {
    id,
    class: 'ChatAgent',
    recipe: 'adopt-base',
    safety: 'safe',
    reason: `Edit ${id}`,
    startLine: 1,
    startColumn: 1,
    endLine: 1,
    endColumn: 1,
    newText: '',
    ...parts,
  };
}

export function stagePlan(stage: Stage, parts: Partial<StagePlan> = {}): StagePlan {
  return {
    stage,
    edits: [],
    left: [],
    removed: [],
    renamed: [],
    result: { sha256: `sha of ${stage}` },
    checks: [],
    ...parts,
  };
}

export function plan(stages: readonly StagePlan[]): Plan {
  return {
    schemaVersion: 1,
    id: 'p1',
    path: 'agents/chat_agent.py',
    classes: ['ChatAgent'],
    base: { sha256: 'sha of base' },
    stages,
    refused: null,
  };
}

/** The text after a stage is the stage's name. */
export function provenPlan(stages: readonly StagePlan[]): ProvenPlan {
  return { plan: plan(stages), stageBytes: stages.map(({ stage }) => Buffer.from(stage)), recipeTitles: {} };
}
