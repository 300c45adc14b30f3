import type { Assessment } from '../assess/assessment.js';
import type { AgentDependency, AgentPlace } from '../workspace/agent-references.js';
import type { FleetDependency } from './fleet-plan.js';
import { neededBy } from './needed-by.js';
import { stronglyConnected } from './strongly-connected.js';

/** Agents that need each other, and what they need together. Units are named by their place in `FleetGraph.units`. */
export interface Unit {
  /** Places in the list of agents that the graph was made of. */
  readonly members: readonly number[];
  /** Other units that a member needs. */
  readonly needs: ReadonlySet<number>;
  /** Other units that need this one, directly or through others. */
  readonly neededBy: ReadonlySet<number>;
}

export interface FleetGraph {
  /** Every unit comes after the units that it needs. */
  readonly units: readonly Unit[];
  /** What each agent needs, by the agent's place; one entry for each needed agent. */
  readonly dependsOn: readonly (readonly FleetDependency[])[];
}

/**
 * Which agents need which, agents that need each other as one unit, worked out in small steps. Dependencies of agents that are not in the
 * list are passed over.
 */
export function* fleetGraph(
  agents: readonly Assessment[],
  dependencies: readonly AgentDependency[],
): Generator<undefined, FleetGraph> {
  const places = new Map(agents.map((agent, place) => [keyOf(agent), place]));
  const needed = agents.map(() => new Map<number, FleetDependency>());
  for (const { from, to, how, path, range } of dependencies) {
    const user = places.get(keyOf(from));
    const target = places.get(keyOf(to));
    if (user === undefined || target === undefined || user === target || needed[user]?.has(target) !== false) continue;
    needed[user].set(target, { ...to, how, where: { path, line: range.line } });
  }
  const units = yield* unitsOf(needed.map((one) => [...one.keys()]));
  return { units, dependsOn: needed.map((one) => [...one.values()]) };
}

function* unitsOf(needed: readonly (readonly number[])[]): Generator<undefined, readonly Unit[]> {
  const groups = stronglyConnected(needed);
  const groupOf = new Map(groups.flatMap((members, group) => members.map((member) => [member, group] as const)));
  const needs = groups.map((members, group) => {
    const all = members.flatMap((member) => needed[member] ?? []).map((one) => groupOf.get(one) ?? group);
    return new Set(all.filter((one) => one !== group));
  });
  const needing = yield* neededBy(needs);
  return groups.map((members, group) => ({
    members,
    needs: needs[group] ?? new Set(),
    neededBy: needing[group] ?? new Set(),
  }));
}

/** How many agents need one of the units, directly or through others, those of the units themselves not counted. */
export function blastRadius({ units }: FleetGraph, chosen: ReadonlySet<number>): number {
  const reached = new Set([...chosen].flatMap((unit) => [...(units[unit]?.neededBy ?? [])]));
  return [...reached].reduce((sum, unit) => sum + (chosen.has(unit) ? 0 : (units[unit]?.members.length ?? 0)), 0);
}

function keyOf({ path, class: name }: AgentPlace): string {
  return `${path}#${name ?? ''}`;
}
