import { roundedScore } from '../../core/assess/level.js';
import type { Assessment, FactorId, RiskLevel, Severity, Track } from '../../core/assess/assessment.js';

/** Words for people. The level always stands beside the number and the icon: never colour or number alone. */
export const factorTitles: Readonly<Record<FactorId, string>> = {
  fileSize: 'File size',
  gpuOperations: 'GPU operations',
  threading: 'Threading',
  databaseDependencies: 'Databases',
  systemCriticality: 'System role',
};

export const levelIcons: Readonly<Record<RiskLevel, string>> = { low: 'shield', medium: 'warning', high: 'flame' };

const trackWords: Readonly<Record<Track, string>> = {
  immediate: 'immediate track',
  planned: 'planned track',
  'high-risk': 'high-risk track',
  legacy: 'legacy track',
};

/** `Risk 32 high`. */
export function riskTitle(assessment: Pick<Assessment, 'score' | 'level'>): string {
  return `Risk ${roundedScore(assessment.score)} ${assessment.level}`;
}

export function trackTitle(track: Track): string {
  return trackWords[track];
}

/** `ready`, `migrated`, `partly migrated, 2 left`, `blocked: does not parse (line 40)`. */
export function readinessTitle(assessment: Assessment): string {
  switch (assessment.readiness) {
    case 'ready':
    case 'migrated':
      return assessment.readiness;
    case 'partial':
      return partialTitle(assessment.leftovers?.length ?? 0);
    case 'blocked':
      return `blocked: ${blockedTitle(assessment)}`;
  }
}

function partialTitle(leftovers: number): string {
  return leftovers === 0 ? 'partly migrated' : `partly migrated, ${leftovers} left`;
}

function blockedTitle({ reason }: Assessment): string {
  if (reason === null) return 'cannot be migrated';
  const words = reason.code.replaceAll('-', ' ');
  return reason.line === undefined ? words : `${words} (line ${reason.line})`;
}

/** `12 points`, `1 point`, `0.5 points`. */
export function pointsTitle(points: number): string {
  return points === 1 ? '1 point' : `${points} points`;
}

export function severityTitle(severity: Severity): string {
  return severity === 'none' ? '–' : severity;
}

/** The agent a file is judged by where there is room for one: the one with the highest score, the first of equals. */
export function leadAgent(assessments: readonly Assessment[]): Assessment | undefined {
  let lead: Assessment | undefined;
  for (const assessment of assessments) if (lead === undefined || assessment.score > lead.score) lead = assessment;
  return lead;
}
