import type { RiskLevel, Track, Workflow } from './assessment.js';

const workflows: readonly Workflow[] = ['rapid', 'staged', 'full'];

const strictnessOfLevel: Readonly<Record<RiskLevel, number>> = { low: 0, medium: 1, high: 2 };

const strictnessOfTrack: Readonly<Record<Track, number>> = {
  immediate: 0,
  planned: 1,
  'high-risk': 2,
  // Kept as it is; whoever migrates such an agent all the same does it with everything in place.
  legacy: 2,
};

/** The stricter of level and track decides: rapid, staged, or the full framework with parallel test and observation. */
export function workflowOf(level: RiskLevel, track: Track): Workflow {
  return workflows[Math.max(strictnessOfLevel[level], strictnessOfTrack[track])] ?? 'full';
}
