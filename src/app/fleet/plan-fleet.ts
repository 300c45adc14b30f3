import { assessFile } from '../../core/assess/assess-file.js';
import type { AssessmentReport, FileAssessment } from '../../core/assess/assessment.js';
import { assessmentRules } from '../../core/assess/assessment-rules.js';
import type { FleetPlan } from '../../core/fleet/fleet-plan.js';
import { planWaves } from '../../core/fleet/plan-waves.js';
import { hadCanary } from '../../core/journal/run.js';
import type { ListeningAgent } from '../../core/workspace/listening-agent.js';
import type { SourceFile } from '../../core/workspace/source-file.js';
import { WorkspaceIndex } from '../../core/workspace/workspace-index.js';
import { assessState, type AssessmentPorts, type AssessmentRequest } from '../assess/assess-workspace.js';
import type { Operation } from '../operation.js';
import type { MigrationStore } from '../ports/migration-store.js';
import { readWorkspaceState } from '../assess/read-workspace.js';

/** Most agents of a wave when nobody says otherwise: what one person can look through at a time. */
export const defaultWaveSize = 10;

export interface PlannedFleet {
  readonly plan: FleetPlan;
  readonly assessment: AssessmentReport;
  /** As they were read, by path. */
  readonly files: ReadonlyMap<string, SourceFile>;
  /** Who listens where, as the start-up manifests say. */
  readonly listening: readonly ListeningAgent[];
  /** Assesses a version of a file in the same workspace, by the same rules. */
  readonly assess: (file: SourceFile) => FileAssessment;
}

/** Puts the agents of a workspace in the order in which they are migrated. Writes nothing. */
export async function planFleet(
  ports: AssessmentPorts & { readonly changes: { readonly store: Pick<MigrationStore, 'view'> } },
  request: AssessmentRequest & { readonly waveSize: number },
  operation: Operation,
): Promise<PlannedFleet> {
  const state = await readWorkspaceState(ports, request, operation);
  operation.signal.throwIfAborted();
  const index = new WorkspaceIndex(state);
  const assessment = assessState(state, index, request);
  const { agents, summary } = assessment;
  const { waveSize, config } = request;
  const { history } = await ports.changes.store.view();
  const plan = planWaves({
    ...{ agents, summary, dependencies: index.dependencies(), waveSize, preserve: config.preserve },
    hadCanary: hadCanary(history.runs, history.migrations),
  });
  const rules = assessmentRules(config);
  const assess = (file: SourceFile): FileAssessment => assessFile(file, index, rules);
  return { plan, assessment, files: index.files, listening: index.listening(), assess };
}
