import { adoptedOf } from './adoption.js';
import type { Assessment, AssessmentReport, AssessmentSummary, FileAssessment } from './assessment.js';
import { tidy } from './level.js';

export interface ReportInput {
  readonly assessments: readonly FileAssessment[];
  /** Source files that were read. */
  readonly files: number;
  readonly elapsedMs: number;
  /** Settings of the profile that differ from the documented ones. */
  readonly changedSettings: readonly string[];
}

/** The document that `assess --json` prints: agents by falling score, then by path and line. */
export function reportOf({ assessments, files, elapsedMs, changedSettings }: ReportInput): AssessmentReport {
  const agents = assessments.flatMap((one) => one.agents).sort(byRisk);
  return {
    schemaVersion: 1,
    summary: summaryOf(agents, files, elapsedMs),
    ...(changedSettings.length > 0 ? { changedSettings } : {}),
    agents,
    components: assessments.flatMap((one) => one.components),
    // The first problem of a file is where to begin; the others often follow from it.
    problems: assessments.flatMap((one) => one.problems.slice(0, 1)),
  };
}

function summaryOf(agents: readonly Assessment[], files: number, elapsedMs: number): AssessmentSummary {
  const count = (isCounted: (agent: Assessment) => boolean): number => agents.filter(isCounted).length;
  const migrated = count(({ readiness }) => readiness === 'migrated');
  const partial = count(({ readiness }) => readiness === 'partial');
  const adopted = agents.length === 0 ? 0 : (adoptedOf({ migrated, partial }) / agents.length) * 100;
  return {
    files,
    agents: agents.length,
    migrated,
    partial,
    ready: count(({ readiness }) => readiness === 'ready'),
    blocked: count(({ readiness }) => readiness === 'blocked'),
    adoptionPercent: Math.round(adopted * 10) / 10,
    totalScore: tidy(agents.reduce((sum, { score }) => sum + score, 0)),
    levels: {
      low: count(({ level }) => level === 'low'),
      medium: count(({ level }) => level === 'medium'),
      high: count(({ level }) => level === 'high'),
    },
    tracks: {
      immediate: count(({ track }) => track === 'immediate'),
      planned: count(({ track }) => track === 'planned'),
      'high-risk': count(({ track }) => track === 'high-risk'),
      legacy: count(({ track }) => track === 'legacy'),
    },
    elapsedMs: Math.round(elapsedMs),
  };
}

function byRisk(a: Assessment, b: Assessment): number {
  if (a.score !== b.score) return b.score - a.score;
  if (a.path !== b.path) return a.path < b.path ? -1 : 1;
  return a.line - b.line;
}
