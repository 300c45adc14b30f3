import { isAdopted } from '../../core/assess/adoption.js';
import { roundedScore } from '../../core/assess/level.js';
import { agentName } from '../../core/assess/agent-name.js';
import type { Assessment } from '../../core/assess/assessment.js';
import { readinessTitle, riskTitle, trackTitle } from '../risk/wording.js';

export interface AgentText {
  readonly label: string;
  readonly description: string;
  readonly tooltip: string;
}

export function agentText(agent: Assessment): AgentText {
  const name = agentName(agent);
  return {
    label: name,
    description: `${roundedScore(agent.score)} ${agent.level} · ${readinessTitle(agent)}`,
    tooltip: `${name}: ${riskTitle(agent)}, ${trackTitle(agent.track)}, ${readinessTitle(agent)}\n${agent.path}, line ${agent.line}`,
  };
}

/** Whether an agent can be chosen for a migration: something of it is left to be moved, and nothing forbids it. */
export function canBeTicked({ readiness, track, class: name }: Assessment): boolean {
  return (readiness === 'ready' || readiness === 'partial') && track !== 'legacy' && name !== null;
}

/** `3 of 16 agents migrated`; empty while there is no agent. */
export function adoptionText(agents: readonly Assessment[]): string {
  if (agents.length === 0) return '';
  const done = agents.filter(isAdopted).length;
  const blocked = agents.filter(({ readiness }) => readiness === 'blocked').length;
  const adopted = `${done} of ${agents.length === 1 ? '1 agent' : `${agents.length} agents`} migrated`;
  return blocked === 0 ? adopted : `${adopted}, ${blocked} blocked`;
}
