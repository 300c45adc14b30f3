import { roundedScore } from '../../core/assess/level.js';
import { agentName } from '../../core/assess/agent-name.js';
import type { Assessment } from '../../core/assess/assessment.js';
import type { BadgeChoice } from '../settings/settings-reader.js';
import { readinessTitle, riskTitle, trackTitle } from './wording.js';

/** The score in the two characters that VS Code grants a badge; a tick once the agent is migrated. */
export function badgeText({ score, readiness }: Pick<Assessment, 'score' | 'readiness'>): string {
  return readiness === 'migrated' ? '✓' : String(Math.min(99, roundedScore(score)));
}

/** Read out by screen readers too, so it says in words what the colour says. */
export function badgeTooltip(agents: readonly Assessment[]): string {
  return agents
    .map((agent) => `${agentName(agent)}: ${riskTitle(agent)}, ${trackTitle(agent.track)}, ${readinessTitle(agent)}`)
    .join(' • ');
}

export function isBadgeShown({ level }: Pick<Assessment, 'level'>, choice: BadgeChoice): boolean {
  switch (choice) {
    case 'all':
      return true;
    case 'mediumAndHigh':
      return level !== 'low';
    case 'high':
      return level === 'high';
    case 'off':
      return false;
  }
}
