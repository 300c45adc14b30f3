import type { MigrationBegun } from '../../core/journal/record.js';
import { RefusedError, type Reason } from '../../core/reason.js';
import { rewrittenExtensions } from '../../core/rewrite/rewritten-language.js';
import type { Stage } from '../../core/rewrite/stage.js';
import { isExplained } from '../../core/validation/declared-changes.js';
import { defaultExcludes } from '../../core/workspace/default-excludes.js';
import { carryOut, type CarriedChange, type CarriedOut } from './carry-out.js';
import type { MigratePorts } from '../change-ports.js';
import { carriedEntry, doneStatus, entryOf, keptEntry, refusal } from './migration-entry.js';
import type { MigrationEntry, MigrationReport } from '../migration-report.js';
import { changesNothing, plannedStages } from '../plan/planned-stages.js';
import type { Operation } from '../operation.js';
import type { ProvenPlan } from '../ports/file-planner.js';
import type { WrittenMigration } from '../ports/in-place-validator.js';
import type { StoreSession } from '../ports/migration-store.js';
import type { SourceFile } from '../ports/source-reader.js';
import { writtenSources } from '../assess/read-workspace.js';
import { systemReason } from '../system-reason.js';
import { unsettledChangeOf } from './unsettled.js';

export interface MigrateRequest {
  /** Files and folders, relative to the workspace, with `/`; the workspace itself is `''`. */
  readonly paths: readonly string[];
  /** Only these classes; all agent classes of a file when absent. */
  readonly classes?: readonly string[];
  /** Last stage to carry out. */
  readonly through: Stage;
  readonly includeReview: boolean;
  /** Only these edits and what they need; the plan they were chosen from must still be the one that is made. */
  readonly chosenEdits?: readonly string[];
  /** Tells what would be done and writes nothing. */
  readonly dryRun: boolean;
  /** Refuses files that differ from the last commit. */
  readonly requireClean: boolean;
  /** Id of the run, or of the first migration, that these files are part of, so that all of it can be rolled back at once. */
  readonly batch?: string;
}

/**
 * Plans and migrates files one by one. A file is migrated as a whole or not at all, what goes wrong with one leaves the others alone, and
 * cancelling takes effect between files. Throws `RefusedError` only for what refuses them all, such as a foreign journal.
 */
export async function migrate(
  ports: MigratePorts,
  request: MigrateRequest,
  operation: Operation,
): Promise<MigrationReport> {
  const files = await filesToMigrate(ports, request, operation);
  const migrations: MigrationEntry[] = [];
  let { batch } = request;
  const isCancelled = (): boolean => operation.signal.aborted;
  for (const [done, file] of files.entries()) {
    if (isCancelled()) break;
    operation.onProgress?.({ done, total: files.length, label: `Migrating ${file.path}` });
    try {
      const entry = await migrateFile(ports, batch === undefined ? request : { ...request, batch }, file, operation);
      if (entry) migrations.push(entry);
      batch ??= entry?.id ?? undefined;
    } catch (error) {
      // Cancelled in the middle of a file: what became of those before it is told all the same.
      if (!isCancelled() || migrations.length === 0) throw error;
    }
  }
  return { schemaVersion: 1, ...(request.dryRun ? { dryRun: true } : {}), migrations };
}

interface RequestedFile {
  readonly path: string;
  /** Not found while searching a folder: then it is no fault of it to hold no agent. */
  readonly named: boolean;
}

async function filesToMigrate(
  { files }: MigratePorts,
  { paths }: MigrateRequest,
  operation: Operation,
): Promise<readonly RequestedFile[]> {
  const found = new Map<string, RequestedFile>();
  for (const path of paths) {
    if ((await files.kindOf(path)) !== 'folder') {
      found.set(path, { path, named: true });
      continue;
    }
    const options = { paths: [path], noIgnore: false, exclude: defaultExcludes, extensions: rewrittenExtensions };
    for (const one of writtenSources(await files.list(options, operation))) {
      if (!found.has(one)) found.set(one, { path: one, named: false });
    }
  }
  return [...found.values()];
}

async function migrateFile(
  ports: MigratePorts,
  request: MigrateRequest,
  { path, named }: RequestedFile,
  operation: Operation,
): Promise<MigrationEntry | undefined> {
  const reading = await ports.sources.read(path);
  if (reading.kind === 'absent') return refusal(path, { code: 'not-a-file', message: `There is no file ${path}.` });
  if (reading.kind === 'unreadable') return refusal(path, reading.reason);
  try {
    const proven = await ports.planFile(planRequest(request, path, reading.file), operation);
    const { refused } = proven.plan;
    if (refused)
      return !named && refused.code === 'no-agent' ? undefined : refusal(path, refused, reading.file, proven);
    if (changesNothing(proven.plan)) return entryOf(reading.file, proven, { status: 'unchanged' });
    const obstacle = await findObstacle(ports, request, { path, file: reading.file }, operation);
    if (obstacle) return refusal(path, obstacle, reading.file, proven);
    if (request.dryRun) return entryOf(reading.file, proven, { status: doneStatus(proven) });
    return await migratePlanned(ports, { file: reading.file, proven, batch: request.batch }, operation);
  } catch (error) {
    const reason = error instanceof RefusedError ? error.reason : systemReason(error, path);
    if (reason === undefined || reason.code === 'cancelled' || reason.code === 'foreign-journal') throw error;
    return refusal(path, reason, reading.file);
  }
}

function planRequest(request: MigrateRequest, path: string, { bytes }: SourceFile) {
  const { through, includeReview, chosenEdits, classes } = request;
  return {
    path,
    bytes,
    through,
    includeReview,
    ...(classes === undefined ? {} : { classes }),
    ...(chosenEdits === undefined ? {} : { chosenEdits }),
  };
}

/** Everything that would make the change a bad idea now, whatever the plan. */
async function findObstacle(
  { applier, versionControl }: MigratePorts,
  { requireClean }: MigrateRequest,
  { path, file }: { readonly path: string; readonly file: SourceFile },
  operation: Operation,
): Promise<Reason | undefined> {
  const merging = await versionControl.operationInProgress(path);
  if (merging !== undefined) {
    return {
      code: 'merge-in-progress',
      message: `${merging} is in progress. Finish or abort it, then migrate ${path}.`,
    };
  }
  if (requireClean && (await versionControl.hasUncommittedChanges(path, operation)) !== false) {
    return { code: 'dirty', message: `${path} has changes that are not committed. Commit them first.` };
  }
  return await applier.precheck(path, file.sha256);
}

interface PlannedFile {
  readonly file: SourceFile;
  readonly proven: ProvenPlan;
  readonly batch: string | undefined;
}

async function migratePlanned(
  ports: MigratePorts,
  { file, proven, batch }: PlannedFile,
  operation: Operation,
): Promise<MigrationEntry> {
  const { path, classes } = proven.plan;
  const after = proven.stageBytes.at(-1) ?? file.bytes;
  const { validate } = ports;
  const prepare = async (session: StoreSession): Promise<CarriedChange | Reason> => {
    const unsettled = unsettledChangeOf(session.history, path);
    if (unsettled) return unsettled;
    await session.keepRoom(file.bytes.length + after.length);
    const begun = await checkpoint(session, file, proven, validate !== undefined);
    return {
      begun: batch === undefined ? begun : { ...begun, batch },
      before: file.bytes,
      after,
      label: `Migrate ${classes.join(', ')}`,
      ...(validate ? { validate: () => validate(writtenBy(begun.id, file, proven), operation) } : {}),
    };
  };
  const outcome = await carryOut(ports, `migrate ${path}`, prepare, operation);
  if (outcome.status !== 'rolled-back') return carriedEntry(file, proven, outcome);
  return await keepWhatPassed(ports, { file, proven, batch }, outcome, operation);
}

/** A stage that failed a check is taken back and no more than that: those before it are carried out by themselves. */
async function keepWhatPassed(
  ports: MigratePorts,
  { file, proven, batch }: PlannedFile,
  failed: Extract<CarriedOut, { status: 'rolled-back' }>,
  operation: Operation,
): Promise<MigrationEntry> {
  const passed = failed.validated.slice(0, -1);
  const last = passed.at(-1)?.stage;
  const kept = throughStage(proven, 1 + proven.plan.stages.findIndex(({ stage }) => stage === last));
  if (changesNothing(kept.plan)) return carriedEntry(file, proven, failed);
  const again = { ...ports, validate: () => Promise.resolve(passed) };
  const entry = await migratePlanned(again, { file, proven: kept, batch }, operation);
  return entry.id === null ? entry : keptEntry(file, proven, failed, entry);
}

function writtenBy(id: string, { bytes, sha256 }: SourceFile, { plan, stageBytes }: ProvenPlan): WrittenMigration {
  const stages = plan.stages.map(({ stage, result, removed, renamed, checks }, index) => {
    return {
      stage,
      bytes: stageBytes[index] ?? bytes,
      sha256: result.sha256,
      removed,
      renamed,
      explained: isExplained(checks),
      proofs: checks,
    };
  });
  return { id, path: plan.path, classes: plan.classes, before: { bytes, sha256 }, stages };
}

function throughStage(proven: ProvenPlan, count: number): ProvenPlan {
  const plan = { ...proven.plan, stages: proven.plan.stages.slice(0, count) };
  return { ...proven, plan, stageBytes: proven.stageBytes.slice(0, count) };
}

/** Makes every version of the file durable; only then may the begin record name them. */
async function checkpoint(
  session: StoreSession,
  file: SourceFile,
  { plan, stageBytes }: ProvenPlan,
  validates: boolean,
): Promise<MigrationBegun> {
  const before = await session.checkpoints.put(file.bytes);
  const stages: MigrationBegun['stages'] = [];
  for (const [index, { stage, status, result, removed, renamed, checks }] of plannedStages(plan).entries()) {
    const sha256 = await session.checkpoints.put(stageBytes[index] ?? file.bytes);
    if (sha256 !== result.sha256) throw new Error(`The plan's ${stage} text is not what the plan says it is.`);
    const explained = isExplained(checks);
    stages.push({ stage, status, sha256, removed: [...removed], renamed: [...renamed], explained });
  }
  return {
    kind: 'migration-begun',
    id: session.newId('migration'),
    path: plan.path,
    before: { sha256: before, mode: file.mode },
    after: { sha256: stages.at(-1)?.sha256 ?? before },
    plan: plan.id,
    classes: [...plan.classes],
    through: stages.at(-1)?.stage ?? 'infrastructure',
    stages,
    validates,
  };
}
