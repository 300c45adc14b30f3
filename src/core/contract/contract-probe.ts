import type { AgentProbe } from '../telemetry/agent-probe.js';
import type { BoundPort, Contract } from './contract.js';
import { portNumbers } from './port-numbers.js';

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
