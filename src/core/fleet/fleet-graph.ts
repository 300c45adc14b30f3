import type { Assessment } from '../assess/assessment.js';
import type { AgentDependency, AgentPlace } from '../workspace/agent-references.js';
import type { FleetDependency } from './fleet-plan.js';
import { neededBy } from './needed-by.js';
import { stronglyConnected } from './strongly-connected.js';

/** Agents that are moved together because they need each other. Units are named by their place in their list. */
export interface Unit {
  /** Places in the list of agents that the graph was made of. */
  readonly members: readonly number[];
  /** Other units that a member needs. */
  readonly needs: ReadonlySet<number>;
}

/** Agents that reach each other, whoever of them is moved. */
interface Circle {
  readonly members: readonly number[];
  /** Other circles that need this one, directly or through others. */
  readonly neededBy: ReadonlySet<number>;
}

export interface FleetGraph {
  /** What each agent needs, by the agent's place; one entry for each needed agent. */
  readonly dependsOn: readonly (readonly FleetDependency[])[];
  /** The same as places. */
  readonly needed: readonly (readonly number[])[];
  readonly circles: readonly Circle[];
  /** The circle of each agent, by the agent's place. */
  readonly circleOf: readonly number[];
}

/** Which agents need which, worked out in small steps. Dependencies of agents that are not in the list are passed over. */
export function* fleetGraph(
  agents: readonly Assessment[],
  dependencies: readonly AgentDependency[],
): Generator<undefined, FleetGraph> {
  const places = new Map(agents.map((agent, place) => [keyOf(agent), place]));
  const found = agents.map(() => new Map<number, FleetDependency>());
  for (const { from, to, how, path, range } of dependencies) {
    const user = places.get(keyOf(from));
    const target = places.get(keyOf(to));
    if (user === undefined || target === undefined || user === target || found[user]?.has(target) !== false) continue;
    found[user].set(target, { ...to, how, where: { path, line: range.line } });
  }
  const needed = found.map((one) => [...one.keys()]);
  const units = unitsOf(needed);
  const needing = yield* neededBy(units.map(({ needs }) => needs));
  const circles = units.map(({ members }, circle) => ({ members, neededBy: needing[circle] ?? new Set<number>() }));
  return { dependsOn: found.map((one) => [...one.values()]), needed, circles, circleOf: groupOf(units, agents.length) };
}

/**
 * The units of those agents that are moved; every unit comes after the units that it needs. An agent that stays as it is keeps nobody
 * waiting, so that none are moved together only because one between them needs the one and is needed by the other.
 */
export function movedUnits({ needed }: FleetGraph, isMoved: (place: number) => boolean): readonly Unit[] {
  const among = needed.map((one, place) => (isMoved(place) ? one.filter(isMoved) : []));
  // Who is not moved needs nobody here and is needed by nobody: a unit by itself.
  return unitsOf(among);
}

function unitsOf(needed: readonly (readonly number[])[]): readonly Unit[] {
  const groups = stronglyConnected(needed).map((members) => ({ members }));
  const unitOf = groupOf(groups, needed.length);
  return groups.map(({ members }, unit) => {
    const all = members.flatMap((member) => needed[member] ?? []).map((one) => unitOf[one] ?? unit);
    return { members, needs: new Set(all.filter((one) => one !== unit)) };
  });
}

/** The group of each place. */
function groupOf(groups: readonly Pick<Unit, 'members'>[], places: number): readonly number[] {
  const found = new Array<number>(places).fill(0);
  for (const [group, { members }] of groups.entries()) for (const member of members) found[member] = group;
  return found;
}

/** How many agents need one of the chosen, directly or through others, the chosen themselves not counted. */
export function blastRadius({ circles, circleOf }: FleetGraph, chosen: readonly number[]): number {
  const own = new Set(chosen);
  const touched = new Set<number>();
  for (const circle of new Set(chosen.map((place) => circleOf[place] ?? 0))) {
    // In a circle, everybody needs everybody.
    touched.add(circle);
    for (const one of circles[circle]?.neededBy ?? []) touched.add(one);
  }
  return [...touched].reduce(
    (sum, circle) => sum + (circles[circle]?.members.filter((member) => !own.has(member)).length ?? 0),
    0,
  );
}

function keyOf({ path, class: name }: AgentPlace): string {
  return `${path}#${name ?? ''}`;
}
