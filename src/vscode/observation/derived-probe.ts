import type { WatchedAgent } from '../../app/ports/agent-watch.js';
import { contractProbe } from '../../core/contract/contract-probe.js';
import type { MigrationOfFolder } from '../rollback/rollback-aim.js';

/** None where nothing can be derived. */
export type DerivedProbe = Pick<WatchedAgent, 'probe' | 'isProbeDerived'>;

/** How a migrated agent is asked when no setting says it: by its port in the start-up manifests and what the contract has beside it. */
export async function derivedProbe(
  { engine, migration: { path, begun } }: MigrationOfFolder,
  signal: AbortSignal,
): Promise<DerivedProbe> {
  const listening = engine.assessments.listening().find(({ isAgent, name }) => isAgent && begun.classes.includes(name));
  if (listening === undefined) return {};
  // Without a contract an agent is observed all the same.
  const found = await engine.readContract({ path }, { signal }).catch(() => undefined);
  const probe = found && contractProbe(found.contract, listening.port);
  return probe === undefined ? {} : { probe, isProbeDerived: true };
}
