import type { Position } from '../../core/journal/record.js';
import type { History } from '../../core/journal/replay.js';
import { mergeBytes } from '../../core/merge/merge-bytes.js';
import { RefusedError, type Reason } from '../../core/reason.js';
import type { RollbackPorts } from '../change-ports.js';
import { findRenamed, migrationOfRenamed } from './follow-renamed.js';
import type { Operation } from '../operation.js';
import type { SourceFile, SourceReading } from '../ports/source-reader.js';
import { chooseTarget, migrationThatDid, standingOnTop, type RollbackTarget } from './rollback-target.js';

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
  /** Where the file was when it was migrated; it was found by its content. A person confirms that it is the same one. */
  readonly renamedFrom?: string;
}

/** What a rollback would do, to be shown before it is done. Nothing is written until it is applied. */
export type RollbackProposal = ProposedOutcome & {
  /** Id of a migration that stands on top of the one that was asked for, and goes back before that: then it can be proposed again. */
  readonly onTop?: string;
};

type ProposedOutcome =
  /** The file is what we wrote, and becomes what it was. */
  | (ProposedChange & { readonly kind: 'restore'; readonly result: Uint8Array })
  /** The file was edited since; the edits stay, the migration goes. `parses` as far as anybody knows. */
  | (ProposedChange & { readonly kind: 'merge'; readonly result: Uint8Array; readonly parses: boolean | undefined })
  /** The edits touch what the migration did. `marked` holds both; the file itself is never written over. */
  | (ProposedChange & { readonly kind: 'conflict'; readonly marked: Uint8Array; readonly reason: Reason })
  | {
      readonly kind: 'unchanged';
      readonly id: string | undefined;
      readonly path: string;
      readonly to: Position;
      readonly sha256: string | undefined;
    }
  | {
      readonly kind: 'refused';
      readonly id: string | undefined;
      readonly path: string;
      readonly to: Position;
      readonly sha256: string | undefined;
      readonly reason: Reason;
    };

/**
 * Reads the journal and the file and works out what a rollback would do; of a migration that others were carried out on top of, the newest
 * of those. Throws `RefusedError` when the journal cannot be believed.
 */
export async function proposeRollback(
  ports: RollbackPorts,
  request: RollbackRequest,
  operation: Operation,
): Promise<RollbackProposal> {
  const { history, warning } = await ports.store.view();
  if (warning !== undefined) throw new RefusedError({ code: 'foreign-journal', message: warning });
  const named = migrationThatDid(history, request.named, request.to);
  // Nobody watches an automatic one: it finds the file changed and leaves it alone.
  for (const { id } of request.automatic ? [] : standingOnTop(history, named)) {
    const proposal = await proposeIn(history, ports, { ...request, named: id, to: 'original' }, operation);
    // Its file was put back by other means.
    if (proposal.kind !== 'unchanged') return { ...proposal, onTop: id };
  }
  return await proposeIn(history, ports, { ...request, named }, operation);
}

async function proposeIn(
  history: History,
  ports: RollbackPorts,
  request: RollbackRequest,
  operation: Operation,
): Promise<RollbackProposal> {
  const { to } = request;
  const choice = chooseTarget(history, request.named, to);
  const { id, path } = choice.kind === 'target' ? choice.target : { id: undefined, ...choice };
  const reading = await ports.sources.read(path);
  const sha256 = reading.kind === 'file' ? reading.file.sha256 : undefined;
  if (choice.kind === 'nothing-standing') return { kind: 'unchanged', id, path, to, sha256 };
  try {
    if (choice.kind === 'refused') throw new RefusedError(choice.reason);
    if (choice.kind === 'unknown') return await proposeForUnknown(ports, request, { history, reading, ...choice });
    if (reading.kind === 'unreadable') throw new RefusedError(reading.reason);
    if (reading.kind === 'absent') return await proposeForAbsent(ports, request, choice.target, operation);
    return await proposeFor(ports, { target: choice.target, automatic: request.automatic, current: reading.file });
  } catch (error) {
    // A copy that is lost is the misfortune of this file alone.
    if (error instanceof RefusedError) return { kind: 'refused', id, path, to, sha256, reason: error.reason };
    throw error;
  }
}

interface UnknownFile {
  readonly path: string;
  readonly reason: Reason;
  readonly history: History;
  readonly reading: SourceReading;
}

/** A file that was never migrated is its own original, unless it is a migrated one under another name. */
async function proposeForUnknown(
  ports: RollbackPorts,
  { automatic, to }: RollbackRequest,
  { path, reason, history, reading }: UnknownFile,
): Promise<RollbackProposal> {
  if (reading.kind !== 'file') throw new RefusedError(reason);
  const { file } = reading;
  const renamed = automatic ? undefined : await migrationOfRenamed(ports, history, file.sha256);
  const choice = renamed === undefined ? undefined : chooseTarget(history, renamed, to);
  if (choice?.kind !== 'target') {
    if (to !== 'original') throw new RefusedError(reason);
    return { kind: 'unchanged', id: undefined, path, to, sha256: file.sha256 };
  }
  const { target } = choice;
  return await proposeFor(ports, { target: { ...target, path }, automatic, current: file, renamedFrom: target.path });
}

type FoundFile = ProposedChange & { readonly current: SourceFile };

async function proposeFor(ports: RollbackPorts, change: FoundFile): Promise<RollbackProposal> {
  const { id, path, to, baseSha256, targetSha256 } = change.target;
  const { sha256 } = change.current;
  if (sha256 === targetSha256) return { kind: 'unchanged', id, path, to, sha256 };
  const obstacle = await ports.applier.precheck(path, sha256);
  if (obstacle) throw new RefusedError(obstacle);
  if (sha256 === baseSha256) {
    return { kind: 'restore', ...change, result: await ports.store.checkpoints.get(targetSha256) };
  }
  if (change.automatic) {
    const message = `${path} was edited after its migration; only a person may roll it back now.`;
    throw new RefusedError({ code: 'stale', message });
  }
  return await proposeMerge(ports, change);
}

/** The file is gone: renamed, when its content is found in exactly one place, else deleted. */
async function proposeForAbsent(
  ports: RollbackPorts,
  request: RollbackRequest,
  target: RollbackTarget,
  operation: Operation,
): Promise<RollbackProposal> {
  if (request.automatic || request.restoreDeleted) return await proposeForDeleted(ports, request, target);
  const [renamed, ...others] = await findRenamed(ports, target.path, target.baseSha256, operation);
  if (renamed === undefined) return await proposeForDeleted(ports, request, target);
  if (others.length === 0) {
    const { path, file } = renamed;
    const moved = { ...target, path };
    return await proposeFor(ports, { target: moved, automatic: false, current: file, renamedFrom: target.path });
  }
  const places = [renamed, ...others].map(({ path }) => path).join(', ');
  const message = `${target.path} is gone, and several files have its content: ${places}. Rename the right one back, then roll it back.`;
  throw new RefusedError({ code: 'not-a-file', message });
}

async function proposeForDeleted(
  ports: RollbackPorts,
  { automatic, restoreDeleted }: RollbackRequest,
  target: RollbackTarget,
): Promise<RollbackProposal> {
  if (restoreDeleted && !automatic) {
    const result = await ports.store.checkpoints.get(target.targetSha256);
    return { kind: 'restore', target, automatic, current: undefined, result };
  }
  const message = `${target.path} was deleted after its migration and stays so. To bring it back, ask for deleted files to be restored (--restore-deleted on the command line).`;
  throw new RefusedError({ code: 'not-a-file', message });
}

async function proposeMerge(ports: RollbackPorts, change: FoundFile): Promise<RollbackProposal> {
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
    return { kind: 'unchanged', id: target.id, path: target.path, to: target.to, sha256: current.sha256 };
  }
  // A merge of lines knows nothing of what they mean.
  const parses = await ports.questions.parses(target.path, merged.bytes);
  const brokeIt = parses === false && (await ports.questions.parses(target.path, current.bytes)) === true;
  if (!brokeIt) return { kind: 'merge', ...change, result: merged.bytes, parses };
  const message = `${target.path} would no longer parse with the edits made after its migration put onto ${wordsFor(target.to)}.`;
  return { kind: 'conflict', ...change, marked: merged.bytes, reason: { code: 'does-not-parse', message } };
}

function wordsFor(position: Position): string {
  return position === 'original' ? 'the original' : `the stage ${position}`;
}
