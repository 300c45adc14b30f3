import type { AgentProbe } from '../telemetry/agent-probe.js';
import type { BoundPort, Contract } from './contract.js';

/**
 * How an agent that serves through the base can be asked, by the contract alone: its health page over HTTP, or a line of JSON where the base
 * speaks plain TCP. `undefined` where the contract tells of neither, or not where. `mainPort` is the one that the agent answers on.
 */
export function contractProbe(contract: Contract, mainPort: number): AgentProbe | undefined {
  const numbers = portNumbers(contract, mainPort);
  const numberOf = (protocol: BoundPort['protocol']): number | undefined =>
    contract.ports.flatMap((port) => (port.protocol === protocol ? (numbers.get(port.attribute) ?? []) : []))[0];
  const page = contract.health?.httpPaths?.[0];
  const http = numberOf('http');
  if (http !== undefined && page !== undefined) return { kind: 'http', url: `http://127.0.0.1:${http}${page}` };
  const tcp = numberOf('tcp');
  return tcp === undefined ? undefined : { kind: 'tcp', port: tcp, request: { action: 'health_check' } };
}

/** By attribute; ports are listed in the order in which they are bound, so that one which follows another comes behind it. */
function portNumbers({ ports, keywords }: Contract, mainPort: number): ReadonlyMap<string, number> {
  const main = keywords.find(({ role }) => role === 'port')?.name;
  const numbers = new Map<string, number>();
  for (const { attribute, keyword, whenWithheld } of ports) {
    const number = keyword !== undefined && keyword === main ? mainPort : derived(whenWithheld, numbers);
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
