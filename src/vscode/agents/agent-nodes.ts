import type { Assessment } from '../../core/assess/assessment.js';
import { agentName, readinessTitle, riskTitle, shownScore, trackTitle } from '../risk/wording.js';

/** Riskiest first; among equals those that can be migrated before those that cannot, then by name. */
export function byRisk(a: Assessment, b: Assessment): number {
  return (
    b.score - a.score ||
    readinessOrder[a.readiness] - readinessOrder[b.readiness] ||
    agentName(a).localeCompare(agentName(b))
  );
}

const readinessOrder: Readonly<Record<Assessment['readiness'], number>> = {
  ready: 0,
  partial: 1,
  blocked: 2,
  migrated: 3,
};

export interface AgentText {
  readonly label: string;
  readonly description: string;
  readonly tooltip: string;
}

export function agentText(agent: Assessment): AgentText {
  const name = agentName(agent);
  return {
    label: name,
    description: `${shownScore(agent.score)} ${agent.level} · ${readinessTitle(agent)}`,
    tooltip: `${name}: ${riskTitle(agent)}, ${trackTitle(agent.track)}, ${readinessTitle(agent)}\n${agent.path}, line ${agent.line}`,
  };
}

/** `3 of 16 agents migrated`; empty while there is no agent. */
export function adoptionText(agents: readonly Assessment[]): string {
  if (agents.length === 0) return '';
  const done = agents.filter(({ readiness }) => readiness === 'migrated' || readiness === 'partial').length;
  const blocked = agents.filter(({ readiness }) => readiness === 'blocked').length;
  const adopted = `${done} of ${agents.length === 1 ? '1 agent' : `${agents.length} agents`} migrated`;
  return blocked === 0 ? adopted : `${adopted}, ${blocked} blocked`;
}
