import { migrate } from '../../app/migrate/migrate.js';
import type { MigrationEntry } from '../../app/migration-report.js';
import type { Operation } from '../../app/operation.js';
import type { Stage } from '../../core/rewrite/stage.js';
import { FileRefusedError } from '../present-error.js';
import type { PlannedMigration } from './plan-migrations.js';
import { shownPlan } from './shown-plan.js';

/** What a request says besides its file and its last stage; the choice of edits is part of the plan. */
const wholeFile = { includeReview: false, dryRun: false, requireClean: false } as const;

/** Carries out what was previewed of one file. Its checks run afterwards, and its person decides. Throws what refuses it. */
export async function carryOutMigration(
  { file, migration }: PlannedMigration,
  through: Stage,
  { signal }: Operation,
): Promise<MigrationEntry | undefined> {
  await migration.settled();
  const ports = { ...file.engine.ports, planFile: shownPlan(migration, through) };
  const { migrations } = await migrate(ports, { ...wholeFile, through, paths: [file.path] }, { signal });
  const [entry] = migrations;
  if (entry?.status === 'refused' && entry.reason !== null) throw new FileRefusedError(file.uri, entry.reason);
  return entry;
}
