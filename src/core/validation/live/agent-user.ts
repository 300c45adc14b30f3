import { isThisMachine } from '../../facts/this-machine.js';
import type { WrittenAddress } from '../../facts/written-address.js';
import type { ListeningAgent } from '../../workspace/listening-agent.js';
import type { FileVersion } from '../file-version.js';

/** Somebody who refers to an agent, and the port on which it is reached by what is written there. */
export interface AgentUser {
  readonly port: number;
  /** Who it is, for people. */
  readonly name: string;
  readonly path: string;
  /** 1-based. */
  readonly line: number;
}

export interface UsersQuestion {
  readonly version: FileVersion;
  readonly className: string;
  readonly listening: ListeningAgent;
  /** Addresses that other files have written down, by path. */
  readonly addresses: ReadonlyMap<string, readonly WrittenAddress[]>;
}

/** Who reaches an agent by its name, which a manifest turns into a port, or by an address of its own. */
export function usersOf({ version, className, listening, addresses }: UsersQuestion): readonly AgentUser[] {
  const { file, index } = version;
  const agent = index.detectionOf(file).agents.find((one) => one.class?.name === className);
  const dependents = agent ? index.referencesTo(agent, file.path).dependents : [];
  const byName = dependents
    .filter(({ how }) => how !== 'imports')
    .map(({ agent: name, path, range }) => ({ port: listening.port, name, path, line: range.line }));
  const own = new Set([listening.port, ...(listening.healthPort === undefined ? [] : [listening.healthPort])]);
  const byAddress = [...addresses].flatMap(([path, written]) =>
    written.flatMap(({ host, port, range, class: around }) => {
      if (port === null || !own.has(port) || !isThisMachine(host)) return [];
      return [{ port, name: around ?? path, path, line: range.line }];
    }),
  );
  return [...byName, ...byAddress];
}
