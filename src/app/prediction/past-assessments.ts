import type { Assessment, FileAssessment } from '../../core/assess/assessment.js';
import type { Migration } from '../../core/journal/replay.js';
import { RefusedError } from '../../core/reason.js';
import type { SourceFile } from '../../core/workspace/source-file.js';
import { inLanes } from '../in-lanes.js';
import type { Operation } from '../operation.js';
import type { MigrationStore } from '../ports/migration-store.js';
import type { SourceQuestions } from '../ports/source-questions.js';

export interface PastPorts {
  readonly store: { readonly checkpoints: Pick<MigrationStore['checkpoints'], 'get'> };
  readonly questions: Pick<SourceQuestions, 'facts'>;
}

/** A place in the life of a migrated file that is kept as a checkpoint. */
export type PastSide = 'before' | 'after';

/** Read at a time; more would only wait for the same workers. */
const atATime = 8;

/**
 * Assesses the files of migrations as they were, from their checkpoints: whatever version of the product wrote the journal, what is compared
 * is measured by the same rules and among the same other files, those of today. What was read once is kept by its content.
 */
export class PastAssessments {
  private readonly files = new Map<string, SourceFile | undefined>();

  constructor(private readonly ports: PastPorts) {}

  /** The migrated agents of each migration, by its id; none of one whose checkpoint is gone, or is read by no language now. */
  async of(
    migrations: readonly Migration[],
    side: PastSide,
    assess: (file: SourceFile) => FileAssessment,
    { signal, onProgress }: Operation,
  ): Promise<ReadonlyMap<string, readonly Assessment[]>> {
    let done = 0;
    const read = await inLanes(migrations, atATime, async ({ id, path, begun }) => {
      signal.throwIfAborted();
      const file = await this.fileOf(path, begun[side].sha256);
      done += 1;
      onProgress?.({ done, total: migrations.length, label: `Reading how files were ${side} their migration` });
      const agents = file === undefined ? [] : assess(file).agents;
      return [id, agents.filter(({ class: name }) => name !== null && begun.classes.includes(name))] as const;
    });
    return new Map(read);
  }

  private async fileOf(path: string, sha256: string): Promise<SourceFile | undefined> {
    const key = `${sha256} ${path}`;
    if (!this.files.has(key)) this.files.set(key, await this.read(path, sha256));
    return this.files.get(key);
  }

  private async read(path: string, sha256: string): Promise<SourceFile | undefined> {
    const { store, questions } = this.ports;
    const bytes = await store.checkpoints.get(sha256).catch((error: unknown) => {
      if (error instanceof RefusedError) return undefined;
      throw error;
    });
    const facts = bytes && (await questions.facts(path, bytes));
    return bytes && facts ? { path, sha256, sizeBytes: bytes.byteLength, facts } : undefined;
  }
}
