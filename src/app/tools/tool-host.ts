import type { AssessmentReport } from '../../core/assess/assessment.js';
import type { Reason } from '../../core/reason.js';
import type { Plan } from '../../core/rewrite/plan.js';
import type { Stage } from '../../core/rewrite/stage.js';
import type { HistoryReport, MigrationReport } from '../migration-report.js';
import type { Operation } from '../operation.js';
import type { ValidationReport } from '../ports/validation.js';

/** Which plan of a file is meant. */
export interface ToolPlanRequest {
  /** Relative to the workspace, with `/`. */
  readonly path: string;
  /** Only this class; all agent classes of the file when absent. */
  readonly class?: string;
  readonly through: Stage;
  readonly includeReview: boolean;
}

/** What a person is asked before files are changed. */
export interface MigrationQuestion {
  readonly title: string;
  /** What would be done, a line each. */
  readonly details: readonly string[];
}

/** The engine of one workspace as tools meet it, and the person behind the client. */
export interface ToolHost {
  /**
   * The path as the engine names it, of a file or folder that a client names. Throws `ToolInputError` when it is outside the workspace, or
   * when it is not there and need be.
   */
  locate(written: string, need?: 'may-be-gone'): Promise<string>;
  /** Assesses these files and folders; all of the workspace when there are none. */
  assess(paths: readonly string[], operation: Operation): Promise<AssessmentReport>;
  plan(request: ToolPlanRequest, operation: Operation): Promise<Plan>;
  /** `target`: a path, or the id of a migration. */
  validate(target: string, operation: Operation): Promise<ValidationReport>;
  history(): Promise<HistoryReport>;
  /** Asks a person, whatever the client allows its model; why not, when nobody agreed. */
  refusedBy(question: MigrationQuestion, operation: Operation): Promise<Reason | undefined>;
  /** Carries out the plan with this id and no other. */
  migrate(request: ToolPlanRequest, plan: string, operation: Operation): Promise<MigrationReport>;
}
