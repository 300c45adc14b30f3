import type { Config } from '../../core/config/config.js';
import { contractProbe } from '../../core/contract/contract-probe.js';
import type { Migration } from '../../core/journal/replay.js';
import type { ListeningAgent } from '../../core/workspace/listening-agent.js';
import { WorkspaceIndex } from '../../core/workspace/workspace-index.js';
import { type ContractInForce, ContractsInForce } from '../contract/contract-in-force.js';
import type { Operation } from '../operation.js';
import type { WatchedAgent } from '../ports/agent-watch.js';
import type { ReadContractPorts } from '../contract/read-contract.js';
import { readWorkspaceState } from '../assess/read-workspace.js';

/** None where nothing can be derived. */
export type DerivedProbe = Pick<WatchedAgent, 'probe' | 'isProbeDerived'>;

/** How a migrated agent is asked when nobody says it: by its port in the start-up manifests and what the contract has beside it. */
export async function derivedProbe(
  { begun }: Migration,
  listening: readonly ListeningAgent[],
  readContract: () => Promise<ContractInForce>,
): Promise<DerivedProbe> {
  const found = listening.find(({ isAgent, name }) => isAgent && begun.classes.includes(name));
  if (found === undefined) return {};
  // Without a contract an agent is observed all the same.
  const inForce = await readContract().catch(() => undefined);
  const probe = inForce && contractProbe(inForce.contract, found.port);
  return probe === undefined ? {} : { probe, isProbeDerived: true };
}

/** The same of a workspace that has to be read first. */
export async function readDerivedProbe(
  ports: ReadContractPorts,
  config: Config,
  migration: Migration,
  operation: Operation,
): Promise<DerivedProbe> {
  const request = { paths: [], noIgnore: false, useCache: true, config };
  const index = new WorkspaceIndex(await readWorkspaceState(ports, request, operation));
  const file = index.files.get(migration.path);
  if (file === undefined) return {};
  const contracts = new ContractsInForce(config, index, ports);
  return await derivedProbe(migration, index.listening(), () => contracts.of(file, operation));
}
