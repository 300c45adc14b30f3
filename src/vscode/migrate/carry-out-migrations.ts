import { createHash } from 'node:crypto';
import { migrate } from '../../app/migrate.js';
import type { MigrateRequest } from '../../app/migrate.js';
import type { MigrationEntry } from '../../app/migration-report.js';
import type { Operation } from '../../app/operation.js';
import type { FilePlanner } from '../../app/ports/file-planner.js';
import { RefusedError } from '../../core/reason.js';
import type { Reason } from '../../core/reason.js';
import type { Stage } from '../../core/rewrite/stage.js';
import type { InPlaceValidator } from '../../app/ports/in-place-validator.js';
import { perFolder } from '../per-folder.js';
import type { AppliedChecks } from './applied-checks.js';
import type { FileMigration } from './file-migration.js';
import type { PlannedMigration, RefusedFile } from './plan-migrations.js';

/** What a request says besides its file and its last stage; the choice of edits is part of the plan. */
const wholeFile = { includeReview: false, dryRun: false, requireClean: false } as const;

export interface CarriedOutMigrations {
  readonly entries: readonly MigrationEntry[];
  readonly refused: readonly RefusedFile[];
  /** Files that were not begun, because the work was cancelled before. */
  readonly untouched: number;
}

/**
 * Carries out what was previewed, file by file, as one run that can be rolled back as a whole. Of several files, a stage that fails a check
 * is taken back at once; of a single one, its person decides. Whatever goes wrong with one file leaves the others alone, and cancelling acts
 * between files. Throws only what refuses them all.
 */
export async function carryOutMigrations(
  planned: readonly PlannedMigration[],
  { through, checks }: { readonly through: Stage; readonly checks: AppliedChecks },
  operation: Operation,
): Promise<CarriedOutMigrations> {
  const validators = planned.length > 1 ? perFolder(checks.inPlace) : undefined;
  const entries: MigrationEntry[] = [];
  const refused: RefusedFile[] = [];
  for (const [done, one] of planned.entries()) {
    if (operation.signal.aborted) break;
    operation.onProgress?.({ done, total: planned.length, label: one.file.path });
    const batch = entries.find(({ id }) => id !== null)?.id ?? undefined;
    const request = { through, ...(batch === undefined ? {} : { batch }), validate: validators?.(one.file.engine) };
    for (const outcome of await carryOutOne(one, request, operation)) {
      if ('code' in outcome) refused.push({ uri: one.file.uri, reason: outcome });
      else entries.push(outcome);
    }
  }
  return { entries, refused, untouched: planned.length - entries.length - refused.length };
}

interface OneFile extends Pick<MigrateRequest, 'through' | 'batch'> {
  readonly validate: InPlaceValidator | undefined;
}

async function carryOutOne(
  { file, migration }: PlannedMigration,
  { validate, ...request }: OneFile,
  { signal }: Operation,
): Promise<readonly (MigrationEntry | Reason)[]> {
  try {
    await migration.settled();
    const planFile = shownPlan(migration, request.through);
    const ports = { ...file.engine.ports, planFile, ...(validate ? { validate } : {}) };
    const { migrations } = await migrate(ports, { ...wholeFile, ...request, paths: [file.path] }, { signal });
    return migrations.map((entry) => refusalOf(entry) ?? entry);
  } catch (error) {
    if (error instanceof RefusedError && error.reason.code !== 'foreign-journal') return [error.reason];
    throw error;
  }
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
