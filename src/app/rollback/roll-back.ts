import type { Position } from '../../core/journal/record.js';
import { applyRollback, unchangedEntry } from './apply-rollback.js';
import type { RollbackPorts } from '../change-ports.js';
import type { RollbackEntry, RollbackReport } from '../migration-report.js';
import type { Operation } from '../operation.js';
import { proposeRollback, type RollbackProposal } from './propose-rollback.js';

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
  const entries: RollbackEntry[] = [];
  for (;;) {
    const proposal = await proposeRollback(ports, { ...request, named }, operation);
    const isConfirmed = await request.confirm(proposal);
    const entry = request.dryRun === true ? foretold(proposal) : await carryOn(ports, proposal, isConfirmed, operation);
    entries.push(entry);
    if (proposal.onTop === undefined || request.dryRun === true || operation.signal.aborted) return entries;
    if (entry.status !== 'restored' && entry.status !== 'merged') return [...entries, heldUp(named, entry, request.to)];
  }
}

async function carryOn(
  ports: RollbackPorts,
  proposal: RollbackProposal,
  isConfirmed: boolean,
  operation: Operation,
): Promise<RollbackEntry> {
  if (isConfirmed) return await applyRollback(ports, proposal, operation);
  const entry = unchangedEntry(proposal);
  const reason = { code: 'cancelled' as const, message: `${entry.path} was left alone, as you decided.` };
  return { ...entry, status: 'refused', reason };
}

function heldUp(id: string, { id: later, path, after }: RollbackEntry, to: Position): RollbackEntry {
  const message = `${later ?? path} was carried out on top of ${id} and still stands. Roll that back first.`;
  return { id, path, to, status: 'refused', before: after, after, reason: { code: 'stale', message } };
}

/** What would have become of it; the hash of a merge is not known before it is written. */
function foretold(proposal: RollbackProposal): RollbackEntry {
  const entry = unchangedEntry(proposal);
  switch (proposal.kind) {
    case 'restore':
      return { ...entry, status: 'restored', after: { sha256: proposal.target.targetSha256 } };
    case 'merge':
      return { ...entry, status: 'merged', after: null };
    case 'conflict':
    case 'refused':
      return { ...entry, status: proposal.kind, reason: proposal.reason };
    case 'unchanged':
      return entry;
  }
}
