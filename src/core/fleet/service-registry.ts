import type { Contract } from '../contract/contract.js';
import type { ListeningAgent } from '../workspace/listening-agent.js';

/** Where every agent of a fleet is to be found, for whatever answers the look-ups of the base class. */
export interface ServiceRegistry {
  readonly schemaVersion: 1;
  /** Who asks, and with which method; `null` when the contract has none. */
  readonly lookUp: { readonly class: string; readonly method: string; readonly answers: string } | null;
  /** By name, in alphabetical order. */
  readonly services: Readonly<Record<string, RegisteredService>>;
  /** What is started and stands in no place of its own: several ports, or a port that another name has as well. */
  readonly leftOut: readonly { readonly name: string; readonly reason: string }[];
}

export interface RegisteredService {
  /** Manifests do not say on which machine: the one that starts it. */
  readonly host: 'localhost';
  readonly port: number;
  readonly manifest: string;
}

/** The same manifests and contract give the same registry, to the byte. */
export function serviceRegistry(contract: Contract, listening: readonly ListeningAgent[]): ServiceRegistry {
  const { discover } = contract;
  const names = [...new Set(listening.map(({ name }) => name))].sort();
  const services: Record<string, RegisteredService> = {};
  const leftOut: { name: string; reason: string }[] = [];
  for (const name of names) {
    const own = listening.filter((one) => one.name === name);
    const numbers = [...new Set(own.map(({ port }) => port))];
    const [first] = own;
    const rival = listening.find((one) => one.port === first?.port && one.name !== name);
    if (first === undefined) continue;
    if (numbers.length > 1) leftOut.push({ name, reason: `it is given the ports ${numbers.join(' and ')}` });
    else if (rival) leftOut.push({ name, reason: `port ${first.port} is given to ${rival.name} as well` });
    else {
      const { port, manifest } = first;
      services[name] = { host: 'localhost', port, manifest };
    }
  }
  const lookUp = discover && { class: contract.class, method: discover.name, answers: discover.answers ?? 'unknown' };
  return { schemaVersion: 1, lookUp: lookUp ?? null, services, leftOut };
}
