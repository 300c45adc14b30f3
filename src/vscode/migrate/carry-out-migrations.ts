import { createHash } from 'node:crypto';
import * as vscode from 'vscode';
import { migrate } from '../../app/migrate.js';
import type { MigrateRequest } from '../../app/migrate.js';
import type { MigrationEntry } from '../../app/migration-report.js';
import type { Operation } from '../../app/operation.js';
import type { Reason } from '../../core/reason.js';
import { stages } from '../../core/rewrite/stage.js';
import type { Stage } from '../../core/rewrite/stage.js';
import { tickedEdits } from './edit-choice.js';
import type { PlannedMigration, RefusedFile } from './plan-migrations.js';

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
    const stale = await staleReason({ file, migration });
    if (stale !== undefined) {
      refused.push({ uri: file.uri, reason: stale });
      continue;
    }
    const { migrations } = await migrate(file.engine.ports, requestOf({ file, migration }, through), {
      signal: operation.signal,
    });
    for (const entry of migrations) {
      const reason = refusalOf(entry);
      if (reason === undefined) entries.push(entry);
      else refused.push({ uri: file.uri, reason });
    }
  }
  return { entries, refused };
}

/** What was previewed is what is applied: a file that is another one now is previewed again first. */
async function staleReason({ file, migration }: PlannedMigration): Promise<Reason | undefined> {
  const bytes = await vscode.workspace.fs.readFile(file.uri);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  if (sha256 === migration.plan.base.sha256) return undefined;
  return { code: 'stale', message: `${file.path} has changed since it was previewed. Preview it again.` };
}

function requestOf({ file, migration }: PlannedMigration, through: Stage): MigrateRequest {
  return {
    paths: [file.path],
    through,
    includeReview: false,
    chosenEdits: chosenThrough(migration, through),
    ...(migration.onlyClass === undefined ? {} : { class: migration.onlyClass }),
    dryRun: false,
    requireClean: false,
  };
}

/** The ticked edits of the stages that are carried out. */
function chosenThrough({ plan, choice }: PlannedMigration['migration'], through: Stage): readonly string[] {
  const wanted = plan.stages.filter(({ stage }) => stages.indexOf(stage) <= stages.indexOf(through));
  return tickedEdits({ stages: wanted }, choice).map(({ id }) => id);
}

/** Why the file is not migrated now; a migration that failed its checks was taken back. */
function refusalOf({ status, reason }: MigrationEntry): Reason | undefined {
  return status === 'refused' || status === 'rolled-back' ? (reason ?? undefined) : undefined;
}
