// What `--json` prints is relied on by other programs: exactly the documented keys. What the surfaces need besides stays inside.
import type { HistoryReport, MigrationReport } from './migration-report.js';
import type { ValidationReport } from './ports/validation.js';
import type { Assessment, AssessmentReport } from '../core/assess/assessment.js';
import type { LeftItem, Plan, PlanCheck, PlannedEdit, StagePlan } from '../core/rewrite/plan.js';

/** The document of `assess --json`. */
export function publishedAssessment(report: AssessmentReport): object {
  return { ...report, agents: report.agents.map(publishedAgent) };
}

/** The document of `plan --json`. */
export function publishedPlan(plan: Plan): object {
  return { ...plan, stages: plan.stages.map(publishedStage) };
}

/** The document of `migrate --json`. */
export function publishedMigrations(report: MigrationReport): object {
  const migrations = report.migrations.map((entry) => {
    return { ...entry, stages: entry.stages.map(publishedStage), checks: entry.checks.map(publishedCheck) };
  });
  return { ...report, migrations };
}

/** The document of `validate --json`. */
export function publishedValidation({ schemaVersion, path, checks }: ValidationReport): object {
  return { schemaVersion, path, checks: checks.map(publishedCheck) };
}

const publishedCheck = ({ id, status, detail }: PlanCheck): object => ({ id, status, detail });

/** The document of `history --json`. */
export function publishedHistory(report: HistoryReport): object {
  return { ...report, migrations: report.migrations.map((entry) => without(entry, ['batch'])) };
}

/** One agent of `assess --json`. */
export const publishedAgent = (agent: Assessment): object => without(agent, ['leftovers']);

function publishedStage(stage: StagePlan): object {
  return { ...stage, edits: stage.edits.map(publishedEdit), left: stage.left.map(publishedLeft) };
}

const publishedEdit = (edit: PlannedEdit): object => without(edit, ['group', 'needs', 'followUp', 'endpoint']);

/** The place of what was left is part of its reason. */
function publishedLeft({ line, reason, class: name, recipe }: LeftItem): object {
  return { class: name, recipe, reason: line === undefined ? reason : `${reason} (line ${line})` };
}

function without<T extends object>(whole: T, withheld: readonly (keyof T & string)[]): object {
  const keys: readonly string[] = withheld;
  return Object.fromEntries(Object.entries(whole).filter(([key]) => !keys.includes(key)));
}
