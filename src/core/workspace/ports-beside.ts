import type { Contract } from '../contract/contract.js';
import { portNumbers } from '../contract/port-numbers.js';
import type { ListeningAgent } from './listening-agent.js';

export interface BesideQuestion {
  readonly contract: Contract;
  /** Of the agent. */
  readonly name: string;
  /** The port on which it answers. */
  readonly port: number;
  readonly listening: readonly ListeningAgent[];
  /** Whether the agent itself says what that keyword of the base's constructor is. */
  readonly chooses: (keyword: string) => boolean;
}

/** Another agent that listens where the base of this one would bind as well. */
export interface PortBeside {
  readonly port: number;
  readonly other: ListeningAgent;
}

/** Ports that the base binds by itself beside the one an agent answers on, and on which others of the start-up manifests listen. */
export function portsBeside({ contract, name, port, listening, chooses }: BesideQuestion): readonly PortBeside[] {
  const mainKeyword = contract.keywords.find(({ role }) => role === 'port')?.name;
  const numbers = portNumbers(contract, port);
  return contract.ports
    .filter(({ keyword }) => keyword === undefined || (keyword !== mainKeyword && !chooses(keyword)))
    .flatMap(({ attribute }) => {
      const beside = numbers.get(attribute);
      const other = listening.find((one) => one.port === beside && one.name !== name);
      return beside === undefined || beside === port || other === undefined ? [] : [{ port: beside, other }];
    });
}
