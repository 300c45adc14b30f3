import type { Assessment, AssessmentSummary } from './assessment.js';

/** Whether an agent counts as migrated where adoption is told: it is on its base, also with something left to be done. */
export function isAdopted({ readiness }: Pick<Assessment, 'readiness'>): boolean {
  return readiness === 'migrated' || readiness === 'partial';
}

/** The same of a summary: how many of its agents. */
export function adoptedOf({ migrated, partial }: Pick<AssessmentSummary, 'migrated' | 'partial'>): number {
  return migrated + partial;
}
