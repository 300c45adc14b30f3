import { createHash } from 'node:crypto';
import { migrate } from '../../app/migrate.js';
import type { MigrationEntry } from '../../app/migration-report.js';
import type { Operation } from '../../app/operation.js';
import type { FilePlanner } from '../../app/ports/file-planner.js';
import { RefusedError } from '../../core/reason.js';
import type { Reason } from '../../core/reason.js';
import type { Stage } from '../../core/rewrite/stage.js';
import type { FileMigration } from './file-migration.js';
import type { PlannedMigration, RefusedFile } from './plan-migrations.js';

/** What a request says besides its file and its last stage; the choice of edits is part of the plan. */
const wholeFile = { includeReview: false, dryRun: false, requireClean: false } as const;

export interface CarriedOutMigrations {
  readonly entries: readonly MigrationEntry[];
  readonly refused: readonly RefusedFile[];
}

/** Carries out what was previewed, file by file; a file that refuses leaves the others alone, and cancelling acts between files. */
export async function carryOutMigrations(
  planned: readonly PlannedMigration[],
  through: Stage,
  operation: Operation,
): Promise<CarriedOutMigrations> {
  const entries: MigrationEntry[] = [];
  const refused: RefusedFile[] = [];
  for (const [done, { file, migration }] of planned.entries()) {
    if (operation.signal.aborted) break;
    operation.onProgress?.({ done, total: planned.length, label: file.path });
    await migration.settled();
    const ports = { ...file.engine.ports, planFile: shownPlan(migration, through) };
    const { migrations } = await migrate(
      ports,
      { ...wholeFile, paths: [file.path], through },
      { signal: operation.signal },
    );
    for (const entry of migrations) {
      const reason = refusalOf(entry);
      if (reason === undefined) entries.push(entry);
      else refused.push({ uri: file.uri, reason });
    }
  }
  return { entries, refused };
}

/** Exactly the plan that was shown, up to a stage. A file that is another one by now is previewed again first. */
function shownPlan(migration: FileMigration, through: Stage): FilePlanner {
  const proven = migration.provenThrough(through);
  return ({ bytes, path }) => {
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    if (sha256 === proven.plan.base.sha256) return Promise.resolve(proven);
    const message = `${path} has changed since it was previewed. Preview it again.`;
    return Promise.reject(new RefusedError({ code: 'stale', message }));
  };
}

/** Why the file is not migrated now; a migration that failed its checks was taken back. */
function refusalOf({ status, reason }: MigrationEntry): Reason | undefined {
  return status === 'refused' || status === 'rolled-back' ? (reason ?? undefined) : undefined;
}
