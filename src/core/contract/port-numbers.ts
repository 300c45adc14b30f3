import type { BoundPort, Contract } from './contract.js';

/**
 * Numbers of the ports that the base binds for one agent, by attribute. `healthPort` is the one that the agent chooses itself, where it is
 * known. Ports are listed in the order in which they are bound, so that one which follows another comes behind it.
 */
export function portNumbers(
  { ports, keywords }: Contract,
  mainPort: number,
  healthPort?: number,
): ReadonlyMap<string, number> {
  const [main, health] = ['port', 'health-port'].map((role) => keywords.find((one) => one.role === role)?.name);
  const given = new Map([
    [main, mainPort],
    [health, healthPort],
  ]);
  const numbers = new Map<string, number>();
  for (const { attribute, keyword, whenWithheld } of ports) {
    const chosen = keyword === undefined ? undefined : given.get(keyword);
    const number = chosen ?? derived(whenWithheld, numbers);
    if (number !== undefined && number > 0 && number <= 65_535) numbers.set(attribute, number);
  }
  return numbers;
}

function derived(port: BoundPort['whenWithheld'], known: ReadonlyMap<string, number>): number | undefined {
  switch (port.kind) {
    case 'offset': {
      const of = known.get(port.of);
      return of === undefined ? undefined : of + port.by;
    }
    case 'fixed':
      return port.port;
    case 'first-free':
    case 'not-bound':
    case 'unknown':
      return undefined;
  }
}
