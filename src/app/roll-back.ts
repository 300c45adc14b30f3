import type { Position } from '../core/journal/record.js';
import { applyRollback } from './apply-rollback.js';
import type { RollbackPorts } from './change-ports.js';
import type { RollbackEntry, RollbackReport } from './migration-report.js';
import type { Operation } from './operation.js';
import { proposeRollback, type RollbackProposal } from './propose-rollback.js';

export interface RollBackRequest {
  /** Ids of migrations and rollbacks, and paths of files, relative to the workspace. */
  readonly targets: readonly string[];
  readonly to: Position;
  readonly automatic: boolean;
  readonly restoreDeleted: boolean;
  /** Asked for every rollback before it is done; false leaves the file alone. */
  readonly confirm: (proposal: RollbackProposal) => Promise<boolean>;
}

/** Rolls back one after the other; each is shown to `confirm` first. Cancelling takes effect between files. */
export async function rollBack(
  ports: RollbackPorts,
  request: RollBackRequest,
  operation: Operation,
): Promise<RollbackReport> {
  const rollbacks: RollbackEntry[] = [];
  for (const [done, named] of request.targets.entries()) {
    if (operation.signal.aborted) break;
    operation.onProgress?.({ done, total: request.targets.length, label: `Rolling back ${named}` });
    const proposal = await proposeRollback(ports, { ...request, named }, operation);
    const entry = (await request.confirm(proposal))
      ? await applyRollback(ports, proposal, operation)
      : declined(proposal, request.to);
    rollbacks.push(entry);
  }
  return { schemaVersion: 1, rollbacks };
}

function declined(proposal: RollbackProposal, to: Position): RollbackEntry {
  const { id, path } = 'target' in proposal ? proposal.target : proposal;
  const sha256 = 'target' in proposal ? proposal.current?.sha256 : proposal.sha256;
  const hash = sha256 === undefined ? null : { sha256 };
  const reason = { code: 'cancelled' as const, message: `${path} was left alone, as you decided.` };
  return { id: id ?? null, path, to, status: 'refused', before: hash, after: hash, reason };
}
