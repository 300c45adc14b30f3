import type { BoundPort, Contract } from '../../contract/contract.js';
import { portNumbers } from '../../contract/port-numbers.js';

/** A port on which a started agent is asked. */
export interface LiveEndpoint {
  readonly port: number;
  /** `connection`: what is said there is not known; it is enough that somebody listens. */
  readonly protocol: BoundPort['protocol'] | 'connection';
  /** Of HTTP. */
  readonly page?: string;
  /** Keys that the answer must have. */
  readonly keys: readonly string[];
}

/** What one endpoint came to. `silent`: nobody was there, or there was no answer in time. */
export type LiveAnswer = Pick<LiveEndpoint, 'port'> &
  ({ readonly status: 'answers'; readonly keys: readonly string[] } | { readonly status: 'silent' });

export interface AgentPorts {
  readonly main: number;
  /** As the manifest says it. */
  readonly health?: number;
  /** The base binds the main port for it; until then only the agent itself knows how it is asked. */
  readonly isServedByBase: boolean;
}

/** Where an agent is asked by its contract: on its main port, and for its health where the base answers that for certain. */
export function liveEndpoints(contract: Contract, ports: AgentPorts): readonly LiveEndpoint[] {
  const { main, health, isServedByBase } = ports;
  if (!isServedByBase) return [{ port: main, protocol: 'connection', keys: [] }];
  const numbers = portNumbers(contract, main, health);
  const bound = contract.ports.flatMap((port) => {
    const number = numbers.get(port.attribute);
    return number === undefined ? [] : [{ ...port, number }];
  });
  const protocol = bound.find(({ number }) => number === main)?.protocol ?? 'connection';
  const answering = bound.find(({ number, onFailure }) => number !== main && onFailure === 'raises');
  const page = contract.health?.httpPaths?.[0];
  const { keys: known = [], sometimes = [] } = contract.healthHook ?? {};
  const keys = known.filter((key) => !sometimes.includes(key));
  const isAsked = contract.health?.answersAnyMessage === true;
  const ofHealth: readonly LiveEndpoint[] =
    answering === undefined || !isAsked ? [] : [{ port: answering.number, protocol: answering.protocol, keys }];
  // A page on the main port is the agent's whole service; elsewhere a base may do without it.
  if (protocol === 'http')
    return page === undefined
      ? [{ port: main, protocol: 'connection', keys: [] }]
      : [{ port: main, protocol, page, keys }];
  return [{ port: main, protocol, keys: [] }, ...ofHealth];
}
