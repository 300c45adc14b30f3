import type { AgentPlace } from '../workspace/agent-references.js';
import type { FleetPlan } from './fleet-plan.js';

/** A person's wish that an agent, with the unit it belongs to, moves in another wave. Wishes are followed one after the other. */
export interface WaveMove extends AgentPlace {
  /** Number of the wave; 1 makes the unit the canary, one more than there are waves opens a last one. */
  readonly to: number;
}

/** What the order of waves is held by: agents that are moved together, and whom they need. */
export interface OrderedUnit {
  readonly unit: number;
  readonly needs: ReadonlySet<number>;
}

/** Numbers of waves, both included, in which a unit can move: after all that it needs and before all that need it. */
export interface RoomToMove {
  readonly first: number;
  readonly last: number;
}

/** Where a unit can go; one more than there are waves when nobody that waits needs it. The canary stays until another one is chosen. */
function roomOf(waves: readonly (readonly OrderedUnit[])[], { unit, needs }: OrderedUnit): RoomToMove {
  const [canary, ...others] = waves[0] ?? [];
  if (canary?.unit === unit && others.length === 0) return { first: 1, last: 1 };
  const lastNeeded = waves.findLastIndex((wave) => wave.some((one) => needs.has(one.unit)));
  const firstNeeding = waves.findIndex((wave) => wave.some((one) => one.needs.has(unit)));
  return { first: lastNeeded + 2, last: firstNeeding < 0 ? waves.length + 1 : firstNeeding };
}

/** The waves with one unit in another of them; as they were when there is no room for it there. Waves that are left empty are gone. */
export function moved<T extends OrderedUnit>(
  waves: readonly (readonly T[])[],
  unit: T,
  to: number,
): readonly (readonly T[])[] {
  const { first, last } = roomOf(waves, unit);
  if (to < first || to > last || waves[to - 1]?.includes(unit) === true) return waves;
  const without = waves.map((wave) => wave.filter((one) => one !== unit));
  const result = to === 1 ? [[unit], ...without] : insertedAt(without, to - 1, unit);
  return result.filter((wave) => wave.length > 0);
}

function insertedAt<T>(waves: readonly (readonly T[])[], index: number, unit: T): readonly (readonly T[])[] {
  if (index >= waves.length) return [...waves, [unit]];
  return waves.map((wave, at) => (at === index ? [...wave, unit] : wave));
}

/** The same room for an agent of a plan that has been made; `undefined` for one that is in no wave. */
export function roomToMove({ waves }: FleetPlan, agent: AgentPlace): RoomToMove | undefined {
  const units = waves.flatMap((wave) => wave.agents);
  const own = units.find((one) => isSame(one, agent));
  if (own === undefined) return undefined;
  const unitOf = new Map(units.map((one) => [keyOf(one), one.unit]));
  const ordered = waves.map((wave) =>
    wave.agents.map(({ unit, dependsOn }) => {
      const needed = dependsOn.flatMap((one) => unitOf.get(keyOf(one)) ?? []);
      return { unit, needs: new Set(needed.filter((one) => one !== unit)) };
    }),
  );
  return roomOf(
    ordered.map(joined),
    joined(ordered.flat()).find(({ unit }) => unit === own.unit) ?? { unit: own.unit, needs: new Set() },
  );
}

/** Members of one unit as one: it needs what any of them needs. */
function joined(members: readonly OrderedUnit[]): readonly OrderedUnit[] {
  const units = new Map<number, Set<number>>();
  for (const { unit, needs } of members) units.set(unit, new Set([...(units.get(unit) ?? []), ...needs]));
  return [...units].map(([unit, needs]) => ({ unit, needs }));
}

export function isSame(a: AgentPlace, b: AgentPlace): boolean {
  return a.path === b.path && a.class === b.class;
}

function keyOf({ path, class: name }: AgentPlace): string {
  return `${path}#${name ?? ''}`;
}
