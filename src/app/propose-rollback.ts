import type { Position } from '../core/journal/record.js';
import { mergeBytes } from '../core/merge/merge-bytes.js';
import { RefusedError, type Reason } from '../core/reason.js';
import type { ChangePorts } from './change-ports.js';
import type { SourceFile, SourceReading } from './ports/source-reader.js';
import { chooseTarget, type RollbackTarget } from './rollback-target.js';

export interface RollbackRequest {
  /** Id of a migration or rollback, or the path of a file, relative to the workspace. */
  readonly named: string;
  readonly to: Position;
  /** Nobody is watching: only a file that still is what we wrote is touched. */
  readonly automatic: boolean;
  /** Also when the file was deleted since. */
  readonly restoreDeleted: boolean;
}

interface ProposedChange {
  readonly target: RollbackTarget;
  readonly automatic: boolean;
  /** What stands there now; `undefined` for a deleted file that is to come back. */
  readonly current: SourceFile | undefined;
}

/** What a rollback would do, to be shown before it is done. Nothing is written until it is applied. */
export type RollbackProposal =
  /** The file is what we wrote, and becomes what it was. */
  | (ProposedChange & { readonly kind: 'restore'; readonly result: Uint8Array })
  /** The file was edited since; the edits stay, the migration goes. */
  | (ProposedChange & { readonly kind: 'merge'; readonly result: Uint8Array })
  /** The edits touch what the migration did. `marked` holds both; the file itself is never written over. */
  | (ProposedChange & { readonly kind: 'conflict'; readonly marked: Uint8Array; readonly reason: Reason })
  | {
      readonly kind: 'unchanged';
      readonly id: string | undefined;
      readonly path: string;
      readonly sha256: string | undefined;
    }
  | {
      readonly kind: 'refused';
      readonly id: string | undefined;
      readonly path: string;
      readonly sha256: string | undefined;
      readonly reason: Reason;
    };

/** Reads the journal and the file and works out what a rollback would do. Throws `RefusedError` when the journal cannot be believed. */
export async function proposeRollback(ports: ChangePorts, request: RollbackRequest): Promise<RollbackProposal> {
  const view = await ports.store.view();
  if (view.warning !== undefined) throw new RefusedError({ code: 'foreign-journal', message: view.warning });
  const choice = chooseTarget(view.history, request.named, request.to);
  if (choice.kind === 'refused') return await proposeNothing(ports, choice.path, choice.reason);
  const { id, path } = choice.kind === 'target' ? choice.target : choice;
  const reading = await ports.sources.read(path);
  const sha256 = reading.kind === 'file' ? reading.file.sha256 : undefined;
  if (choice.kind === 'nothing-standing') return { kind: 'unchanged', id, path, sha256 };
  try {
    return await proposeFor(ports, request, choice.target, reading);
  } catch (error) {
    // A copy that is lost is the misfortune of this file alone.
    if (error instanceof RefusedError) return { kind: 'refused', id, path, sha256, reason: error.reason };
    throw error;
  }
}

/** A file that was never migrated is its own original. */
async function proposeNothing(ports: ChangePorts, path: string, reason: Reason): Promise<RollbackProposal> {
  const reading = await ports.sources.read(path);
  if (reading.kind === 'file') return { kind: 'unchanged', id: undefined, path, sha256: reading.file.sha256 };
  return { kind: 'refused', id: undefined, path, sha256: undefined, reason };
}

async function proposeFor(
  ports: ChangePorts,
  request: RollbackRequest,
  target: RollbackTarget,
  reading: SourceReading,
): Promise<RollbackProposal> {
  const { id, path, baseSha256, targetSha256 } = target;
  if (reading.kind === 'unreadable') throw new RefusedError(reading.reason);
  if (reading.kind === 'absent') return await proposeForDeleted(ports, request, target);
  const { sha256 } = reading.file;
  if (sha256 === targetSha256) return { kind: 'unchanged', id, path, sha256 };
  const obstacle = await ports.applier.precheck(path, sha256);
  if (obstacle) throw new RefusedError(obstacle);
  const change = { target, automatic: request.automatic, current: reading.file };
  if (sha256 === baseSha256) {
    return { kind: 'restore', ...change, result: await ports.store.checkpoints.get(targetSha256) };
  }
  if (request.automatic) {
    const message = `${path} was edited after its migration; only a person may roll it back now.`;
    throw new RefusedError({ code: 'stale', message });
  }
  return await proposeMerge(ports, change);
}

async function proposeForDeleted(
  ports: ChangePorts,
  { automatic, restoreDeleted }: RollbackRequest,
  target: RollbackTarget,
): Promise<RollbackProposal> {
  if (restoreDeleted && !automatic) {
    const result = await ports.store.checkpoints.get(target.targetSha256);
    return { kind: 'restore', target, automatic, current: undefined, result };
  }
  const message = `${target.path} was deleted after its migration and stays so. To bring it back, ask for deleted files to be restored.`;
  throw new RefusedError({ code: 'not-a-file', message });
}

async function proposeMerge(
  ports: ChangePorts,
  change: ProposedChange & { readonly current: SourceFile },
): Promise<RollbackProposal> {
  const { target, current } = change;
  const [base, theirs] = await Promise.all([
    ports.store.checkpoints.get(target.baseSha256),
    ports.store.checkpoints.get(target.targetSha256),
  ]);
  const labels = { ours: 'the file as it is', base: 'as migrated', theirs: wordsFor(target.to) };
  const merged = mergeBytes({ base, ours: current.bytes, theirs }, labels);
  if (merged.kind === 'conflict') {
    const places = merged.count === 1 ? 'one place' : `${merged.count} places`;
    const message = `${target.path} was edited in ${places} that the migration changed too.`;
    return { kind: 'conflict', ...change, marked: merged.marked, reason: { code: 'conflict-markers', message } };
  }
  if (Buffer.from(merged.bytes).equals(current.bytes)) {
    return { kind: 'unchanged', id: target.id, path: target.path, sha256: current.sha256 };
  }
  // A merge of lines knows nothing of what they mean.
  const brokeIt =
    (await ports.questions.parses(target.path, current.bytes)) === true &&
    (await ports.questions.parses(target.path, merged.bytes)) === false;
  if (!brokeIt) return { kind: 'merge', ...change, result: merged.bytes };
  const message = `${target.path} would no longer parse with the edits made after its migration put onto ${wordsFor(target.to)}.`;
  return { kind: 'conflict', ...change, marked: merged.bytes, reason: { code: 'does-not-parse', message } };
}

function wordsFor(position: Position): string {
  return position === 'original' ? 'the original' : `the stage ${position}`;
}
