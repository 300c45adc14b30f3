import type { Position } from '../core/journal/record.js';
import { applyRollback } from './apply-rollback.js';
import type { RollbackPorts } from './change-ports.js';
import type { RollbackEntry, RollbackReport } from './migration-report.js';
import type { Operation } from './operation.js';
import { proposeRollback, type RollbackProposal } from './propose-rollback.js';
import { standingOnTop } from './rollback-target.js';

export interface RollBackRequest {
  /** Ids of migrations and rollbacks, and paths of files, relative to the workspace. */
  readonly targets: readonly string[];
  readonly to: Position;
  readonly automatic: boolean;
  readonly restoreDeleted: boolean;
  /** Nothing is written; every entry says what would have been done. */
  readonly dryRun?: boolean;
  /** Asked for every rollback before it is done, and shown in a dry run; false leaves the file alone. */
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
    rollbacks.push(...(await rollBackWhole(ports, request, named, operation)));
  }
  return { schemaVersion: 1, ...(request.dryRun === true ? { dryRun: true } : {}), rollbacks };
}

/** A migration on which others were carried out since: those go back first, since they build on what it wrote. */
async function rollBackWhole(
  ports: RollbackPorts,
  request: RollBackRequest,
  named: string,
  operation: Operation,
): Promise<readonly RollbackEntry[]> {
  const { history } = await ports.store.view();
  const entries: RollbackEntry[] = [];
  // Nobody watches an automatic one: it finds the file changed and leaves it alone.
  for (const later of request.automatic ? [] : standingOnTop(history, named)) {
    const entry = await rollBackOne(ports, { ...request, to: 'original' }, later.id, operation);
    entries.push(entry);
    if (request.dryRun === true || operation.signal.aborted) return entries;
    if (!isBack(entry)) return [...entries, heldUp(named, entry, request.to)];
  }
  entries.push(await rollBackOne(ports, request, named, operation));
  return entries;
}

async function rollBackOne(
  ports: RollbackPorts,
  request: RollBackRequest,
  named: string,
  operation: Operation,
): Promise<RollbackEntry> {
  const proposal = await proposeRollback(ports, { ...request, named }, operation);
  const isConfirmed = await request.confirm(proposal);
  if (request.dryRun === true) return foretold(proposal, request.to);
  return isConfirmed ? await applyRollback(ports, proposal, operation) : declined(proposal, request.to);
}

const isBack = ({ status }: RollbackEntry): boolean => status !== 'refused' && status !== 'conflict';

function heldUp(id: string, { id: later, path, after }: RollbackEntry, to: Position): RollbackEntry {
  const message = `${later ?? path} was carried out on top of ${id} and still stands. Roll that back first.`;
  return { id, path, to, status: 'refused', before: after, after, reason: { code: 'stale', message } };
}

const foretoldStatus = { restore: 'restored', merge: 'merged' } as const;

/** What would have become of it; the hash of a merge is not known before it is written. */
function foretold(proposal: RollbackProposal, to: Position): RollbackEntry {
  const entry = untouched(proposal, to);
  switch (proposal.kind) {
    case 'restore':
    case 'merge': {
      const after = proposal.kind === 'restore' ? { sha256: proposal.target.targetSha256 } : null;
      return { ...entry, status: foretoldStatus[proposal.kind], after };
    }
    case 'conflict':
      return { ...entry, status: 'conflict', reason: proposal.reason };
    case 'refused':
      return { ...entry, status: 'refused', reason: proposal.reason };
    case 'unchanged':
      return entry;
  }
}

function declined(proposal: RollbackProposal, to: Position): RollbackEntry {
  const entry = untouched(proposal, to);
  const reason = { code: 'cancelled' as const, message: `${entry.path} was left alone, as you decided.` };
  return { ...entry, status: 'refused', reason };
}

function untouched(proposal: RollbackProposal, to: Position): RollbackEntry {
  const { id, path } = 'target' in proposal ? proposal.target : proposal;
  const sha256 = 'target' in proposal ? proposal.current?.sha256 : proposal.sha256;
  const hash = sha256 === undefined ? null : { sha256 };
  return { id: id ?? null, path, to, status: 'unchanged', before: hash, after: hash, reason: null };
}
