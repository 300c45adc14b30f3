import { agentName } from '../../core/assess/agent-name.js';
import type { Assessment } from '../../core/assess/assessment.js';
import { oncePer } from '../../core/once-per.js';
import { riskTitle, readinessTitle, trackTitle } from '../risk/wording.js';

export const agentGroupings = ['none', 'risk', 'folder', 'track', 'readiness', 'wave'] as const;
export type AgentGrouping = (typeof agentGroupings)[number];

export const agentOrders = ['risk', 'name', 'folder', 'readiness'] as const;
export type AgentOrder = (typeof agentOrders)[number];

/** How the agents are laid out; remembered for the workspace, the filter aside. */
export interface Arrangement {
  readonly grouping: AgentGrouping;
  readonly order: AgentOrder;
  /** Words that must all be found in what is known of an agent; empty shows every agent. */
  readonly filter: string;
}

export const defaultArrangement: Arrangement = { grouping: 'none', order: 'risk', filter: '' };

export const groupingTitles: Readonly<Record<AgentGrouping, string>> = {
  none: 'No groups',
  risk: 'Risk level',
  folder: 'Folder',
  track: 'Track',
  readiness: 'Readiness',
  wave: 'Wave',
};

export const orderTitles: Readonly<Record<AgentOrder, string>> = {
  risk: 'Risk, highest first',
  name: 'Name',
  folder: 'Folder and file',
  readiness: 'Readiness, ready first',
};

/** What was remembered, as far as it can be used. */
export function arrangementFrom(value: unknown): Arrangement {
  if (typeof value !== 'object' || value === null) return defaultArrangement;
  const grouping = 'grouping' in value ? agentGroupings.find((one) => one === value.grouping) : undefined;
  const order = 'order' in value ? agentOrders.find((one) => one === value.order) : undefined;
  return { ...defaultArrangement, ...(grouping ? { grouping } : {}), ...(order ? { order } : {}) };
}

const readinessOrder: Readonly<Record<Assessment['readiness'], number>> = {
  ready: 0,
  partial: 1,
  blocked: 2,
  migrated: 3,
};
const collator = new Intl.Collator('en');

/** Compares agents as an order asks; equals stand by risk, then by readiness, then by name. */
export function comparison(order: AgentOrder): (a: Assessment, b: Assessment) => number {
  return (a, b) => first[order](a, b) || byRisk(a, b);
}

const first: Readonly<Record<AgentOrder, (a: Assessment, b: Assessment) => number>> = {
  risk: () => 0,
  name: (a, b) => collator.compare(agentName(a), agentName(b)),
  folder: (a, b) => collator.compare(a.path, b.path),
  readiness: (a, b) => readinessOrder[a.readiness] - readinessOrder[b.readiness],
};

/** Riskiest first; among equals those that can be migrated before those that cannot, then by name. */
function byRisk(a: Assessment, b: Assessment): number {
  return b.score - a.score || first.readiness(a, b) || first.name(a, b);
}

/** Whether an agent is meant by a filter: each of its words stands in the name, the path, or what the row says. */
export function filterOf(filter: string): (agent: Assessment) => boolean {
  const words = filter.toLowerCase().split(/\s+/u).filter(Boolean);
  if (words.length === 0) return () => true;
  return (agent) => {
    const text = searchText(agent);
    return words.every((word) => text.includes(word));
  };
}

/** An assessment never changes, so neither does what can be found in it; it is asked for with every key of a filter. */
const searchText = oncePer((agent: Assessment): string => {
  const words = [agentName(agent), agent.path, riskTitle(agent), trackTitle(agent.track), readinessTitle(agent)];
  return words.join(' ').toLowerCase();
});
