import type { RollbackBegun } from '../../core/journal/record.js';
import { RefusedError, type Reason } from '../../core/reason.js';
import { isSameBytes } from '../../core/text/same-bytes.js';
import { carryOut, type CarriedChange } from '../migrate/carry-out.js';
import type { ChangePorts } from '../change-ports.js';
import type { RollbackEntry } from '../migration-report.js';
import type { Operation } from '../operation.js';
import type { SourceReader } from '../ports/source-reader.js';
import type { StoreSession } from '../ports/migration-store.js';
import type { RollbackProposal } from './propose-rollback.js';
import { recover } from '../migrate/recover.js';
import { chooseTarget } from './rollback-target.js';
import { isFullDisk, systemReason } from '../system-reason.js';

type Change = Extract<RollbackProposal, { kind: 'restore' | 'merge' }>;
type Conflict = Extract<RollbackProposal, { kind: 'conflict' }>;

const conflictCopies = 100;

/** Does what was proposed, if nothing has changed since: the file, and what the journal says about it. */
export async function applyRollback(
  ports: ChangePorts,
  proposal: RollbackProposal,
  operation: Operation,
): Promise<RollbackEntry> {
  try {
    return await applyProposal(ports, proposal, operation);
  } catch (error) {
    const { path } = subjectOf(proposal);
    const reason = error instanceof RefusedError ? error.reason : systemReason(error, path);
    if (reason === undefined || reason.code === 'cancelled' || reason.code === 'foreign-journal') throw error;
    return { ...unchangedEntry(proposal), status: 'refused', reason };
  }
}

async function applyProposal(ports: ChangePorts, proposal: RollbackProposal, operation: Operation) {
  switch (proposal.kind) {
    case 'unchanged':
      return unchangedEntry(proposal);
    case 'refused':
      return { ...unchangedEntry(proposal), status: 'refused' as const, reason: proposal.reason };
    case 'conflict':
      return await keepConflict(ports, proposal, operation);
    case 'restore':
    case 'merge':
      return await changeWithRoom(ports, proposal, operation);
  }
}

/** On a full disk a rollback takes the room that was kept for it. */
async function changeWithRoom(ports: ChangePorts, change: Change, operation: Operation): Promise<RollbackEntry> {
  try {
    return await changeFile(ports, change, operation);
  } catch (error) {
    if (!isFullDisk(error)) throw error;
    const session = await ports.store.open('make room for a rollback', operation);
    try {
      await session.releaseReserve();
    } finally {
      await session.close();
    }
    // What the first attempt could not even write the end of.
    await recover(ports, [], operation);
    return await changeFile(ports, change, operation);
  }
}

async function changeFile(ports: ChangePorts, change: Change, operation: Operation): Promise<RollbackEntry> {
  const { target, current, result } = change;
  const prepare = async (session: StoreSession): Promise<CarriedChange | Reason> =>
    movedOn(session, change) ?? {
      begun: await checkpoint(session, change),
      before: current?.bytes ?? new Uint8Array(),
      after: result,
      newFileMode: modeBefore(session, target.id),
      label: `Roll back ${target.path}`,
    };
  const outcome = await carryOut(ports, `roll back ${target.path}`, prepare, operation);
  if (outcome.status !== 'applied') return { ...unchangedEntry(change), status: 'refused', reason: outcome.reason };
  const status = change.kind === 'merge' ? 'merged' : 'restored';
  return { ...unchangedEntry(change), status, after: { sha256: outcome.begun.after.sha256 }, undo: outcome.begun.id };
}

/** The permission bits that the file had when it was migrated, for one that was deleted since. */
function modeBefore({ history }: StoreSession, id: string): number | undefined {
  const { migrations, rollbacks } = history;
  return [...migrations, ...rollbacks].find((change) => change.id === id)?.begun.before.mode;
}

/** Makes both versions durable; only then may the begin record name them. */
async function checkpoint(session: StoreSession, change: Change): Promise<RollbackBegun> {
  const { target, current, result } = change;
  const before = await session.checkpoints.put(current?.bytes ?? new Uint8Array());
  return {
    kind: 'rollback-begun',
    id: session.newId('rollback'),
    path: target.path,
    before: { sha256: before, ...(current ? { mode: current.mode } : {}) },
    after: { sha256: await session.checkpoints.put(result) },
    of: target.id,
    from: target.from,
    to: target.to,
    merged: change.kind === 'merge',
    automatic: change.automatic,
    restoresDeleted: current === undefined,
  };
}

/** The journal may have gone on since the proposal was made. */
function movedOn({ history }: StoreSession, { target }: Change): Reason | undefined {
  const now = chooseTarget(history, target.id, target.to);
  if (now.kind === 'target' && now.target.baseSha256 === target.baseSha256 && now.target.from === target.from) {
    return undefined;
  }
  return { code: 'stale', message: `${target.id} was rolled back by somebody else meanwhile. Look at it again.` };
}

async function keepConflict(ports: ChangePorts, conflict: Conflict, operation: Operation): Promise<RollbackEntry> {
  const session = await ports.store.open(`roll back ${conflict.target.path}`, operation);
  try {
    return await putBeside(ports, conflict);
  } finally {
    await session.close();
  }
}

/** Puts a copy with both versions beside the file, under a name that is free, unless it is there since the last attempt. */
async function putBeside({ applier, sources }: ChangePorts, conflict: Conflict): Promise<RollbackEntry> {
  const { target, marked, reason } = conflict;
  for (let number = 1; number <= conflictCopies; number++) {
    const copy = `${target.path}.rollback${number === 1 ? '' : `-${number}`}.conflict`;
    const change = {
      path: copy,
      transaction: target.id,
      expectedSha256: null,
      before: new Uint8Array(),
      after: marked,
    };
    const outcome = await applier.apply({ ...change, label: `Keep both versions of ${target.path}` });
    const isTaken = outcome.status === 'refused' && outcome.reason.code === 'stale';
    if (isTaken && !(await holds(sources, copy, marked))) continue;
    if (outcome.status === 'refused' && !isTaken)
      return { ...unchangedEntry(conflict), status: 'refused', reason: outcome.reason };
    const message = `${reason.message} The file was left alone; ${copy} holds both versions: settle them there, then put it in the place of the file.`;
    return { ...unchangedEntry(conflict), status: 'conflict', reason: { ...reason, message }, copy };
  }
  return { ...unchangedEntry(conflict), status: 'conflict', reason };
}

async function holds(sources: SourceReader, path: string, bytes: Uint8Array): Promise<boolean> {
  const reading = await sources.read(path);
  return reading.kind === 'file' && isSameBytes(reading.file.bytes, bytes);
}

function subjectOf(
  proposal: RollbackProposal,
): Pick<RollbackEntry, 'path' | 'to'> & { readonly id: string | undefined } {
  return 'target' in proposal ? proposal.target : proposal;
}

/** The entry of a proposal of which nothing is done. */
export function unchangedEntry(proposal: RollbackProposal): RollbackEntry {
  const { id, path, to } = subjectOf(proposal);
  const sha256 = 'target' in proposal ? proposal.current?.sha256 : proposal.sha256;
  const hash = sha256 === undefined ? null : { sha256 };
  return { id: id ?? null, path, to, status: 'unchanged', before: hash, after: hash, reason: null };
}
