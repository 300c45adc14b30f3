import { isMigrationId } from '../tools/migration-id.js';
import { sha256At, standingStages, type Migration } from '../../core/journal/replay.js';
import { RefusedError } from '../../core/reason.js';
import { declaredInAll, type DeclaredChanges } from '../../core/validation/declared-changes.js';
import type { JournalClaim } from '../../core/validation/structure-check.js';
import type { SourceFile } from '../../core/workspace/source-file.js';
import { WorkspaceIndex, type WorkspaceState } from '../../core/workspace/workspace-index.js';
import { ContractsInForce } from '../contract/contract-in-force.js';
import type { Operation } from '../operation.js';
import type { WrittenMigration } from '../ports/in-place-validator.js';
import type { JournalView } from '../ports/migration-store.js';
import { readWorkspaceState } from '../assess/read-workspace.js';
import { completesMigration, completingStage } from './completes-migration.js';
import type { Subject, SubjectVersion } from './subject.js';
import { migrationToValidate } from './target.js';
import type { ValidationPorts } from './validation-ports.js';

interface Content {
  readonly bytes: Uint8Array;
  readonly sha256: string;
}

interface Given extends Pick<Subject, 'path' | 'claim' | 'declared' | 'isComplete' | 'isOnDisk'> {
  readonly classes: readonly string[] | undefined;
  readonly now: Content;
  readonly original: Content | undefined;
}

/** Reads files that are to be validated, and the workspace around them once for all of them. */
export class SubjectReader {
  private state: Promise<WorkspaceState> | undefined;
  /** The stages of a migration have the original in common. */
  private readonly originals = new WeakMap<Content, SubjectVersion>();

  constructor(private readonly ports: ValidationPorts) {}

  /** Of the file on disk. Throws `RefusedError` where there is nothing to validate. */
  async ofTarget(
    target: string,
    operation: Operation,
  ): Promise<{ readonly subject: Subject; readonly migration: Migration | undefined }> {
    const { store } = this.ports.changes;
    const view = await store.view();
    const migration = migrationToValidate(view, target);
    const path = migration?.path ?? target;
    const now = await this.onDisk(path);
    const sha256 = migration?.begun.before.sha256;
    const bytes = sha256 === undefined ? undefined : await store.checkpoints.get(sha256).catch(() => undefined);
    const subject = await this.subjectOf(
      {
        path,
        classes: migration?.begun.classes,
        now,
        isOnDisk: true,
        original: sha256 !== undefined && bytes ? { bytes, sha256 } : undefined,
        claim: await this.claimOf(view, migration, now.sha256),
        isComplete: migration !== undefined && standingStages(migration).includes(completingStage),
        ...declaredBy(migration),
      },
      operation,
    );
    return { subject, migration };
  }

  /** Of one stage of a migration; the bytes of the last one are read back from disk. */
  async ofStage(written: WrittenMigration, index: number, operation: Operation): Promise<Subject> {
    const { id, path, classes, before, stages } = written;
    const stage = stages[index];
    if (!stage) throw new Error(`${id} has no stage ${index}.`);
    const isLast = index === stages.length - 1;
    return await this.subjectOf(
      {
        path,
        classes,
        now: isLast ? await this.onDisk(path) : stage,
        isOnDisk: isLast,
        original: before,
        claim: { kind: 'written', id, sha256: stage.sha256, originalSha256: before.sha256 },
        declared: declaredInAll(stages.slice(0, index + 1)),
        isComplete: completesMigration(written, index),
      },
      operation,
    );
  }

  /** What was written is only of interest where something else stands there now. */
  private async claimOf(view: JournalView, migration: Migration | undefined, sha256: string): Promise<JournalClaim> {
    const claim = claimOf(view, migration);
    if (claim.kind !== 'written' || claim.sha256 === sha256) return claim;
    const { checkpoints } = this.ports.changes.store;
    const written = await checkpoints.get(claim.sha256).catch(() => undefined);
    return written === undefined ? claim : { ...claim, text: new TextDecoder().decode(written) };
  }

  private async onDisk(path: string): Promise<Content> {
    const reading = await this.ports.changes.sources.read(path);
    if (reading.kind === 'file') return reading.file;
    const message = isMigrationId(path)
      ? `There is no migration "${path}". "history" lists them.`
      : `There is no file ${path}.`;
    const absent = { code: 'not-a-file', message } as const;
    throw new RefusedError(reading.kind === 'absent' ? absent : reading.reason);
  }

  private async subjectOf(given: Given, operation: Operation): Promise<Subject> {
    const { path, claim, declared, isComplete, isOnDisk } = given;
    const config = await this.ports.config();
    const state = await this.workspace(path, operation);
    const now = await this.versionOf(state, path, given.now);
    const original = given.original && (await this.originalOf(state, path, given.original));
    const classes = given.classes ?? now.index.detectionOf(now.file).agents.flatMap((one) => one.class?.name ?? []);
    if (classes.length === 0)
      throw new RefusedError({ code: 'no-agent', message: `${path} holds no agent that could be validated.` });
    const { contract } = await new ContractsInForce(config, now.index, this.ports).of(now.file, operation);
    return {
      ...{ path, classes, contract, config, now, claim, isComplete, isOnDisk },
      ...(original === undefined ? {} : { original }),
      ...(declared === undefined ? {} : { declared }),
    };
  }

  private async originalOf(state: WorkspaceState, path: string, content: Content): Promise<SubjectVersion> {
    const version = this.originals.get(content) ?? (await this.versionOf(state, path, content));
    this.originals.set(content, version);
    return version;
  }

  private async versionOf(state: WorkspaceState, path: string, content: Content): Promise<SubjectVersion> {
    const { bytes, sha256 } = content;
    const known = state.files.get(path);
    const file = known?.sha256 === sha256 ? known : await this.scanned(path, content);
    const files = known === file ? state.files : new Map(state.files).set(path, file);
    return { bytes, file, index: new WorkspaceIndex({ ...state, files }) };
  }

  private async scanned(path: string, { bytes, sha256 }: Content): Promise<SourceFile> {
    const facts = await this.ports.questions.facts(path, bytes);
    if (!facts) throw new RefusedError({ code: 'no-agent', message: `${path} is in no language that is known here.` });
    return { path, sha256, sizeBytes: bytes.byteLength, facts };
  }

  /** A file that the rules leave out is read when somebody names it. */
  private async workspace(path: string, operation: Operation): Promise<WorkspaceState> {
    const known = await this.state;
    if (known?.files.has(path)) return known;
    const config = await this.ports.config();
    this.state = readWorkspaceState(this.ports, { paths: [path], noIgnore: false, useCache: true, config }, operation);
    this.state.catch(() => (this.state = undefined));
    return await this.state;
  }
}

function claimOf({ condition }: JournalView, migration: Migration | undefined): JournalClaim {
  if (migration === undefined) return { kind: condition === 'absent' ? 'no-journal' : 'not-in-journal' };
  const { id, begun, position } = migration;
  const sha256 = sha256At(migration, position) ?? begun.after.sha256;
  return { kind: 'written', id, sha256, originalSha256: begun.before.sha256 };
}

/** Nothing when one of the stages that stand was recorded without it. */
function declaredBy(migration: Migration | undefined): { readonly declared?: DeclaredChanges } {
  if (migration === undefined) return {};
  const standing = new Set(standingStages(migration));
  const declared: DeclaredChanges[] = [];
  for (const { stage, removed, renamed, explained = false } of migration.begun.stages) {
    if (!standing.has(stage)) continue;
    if (removed === undefined || renamed === undefined) return {};
    declared.push({ removed, renamed, explained });
  }
  return { declared: declaredInAll(declared) };
}
