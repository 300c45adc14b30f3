import { batchId, batchOf } from '../../core/journal/batch.js';
import { standingStages, type History, type Migration } from '../../core/journal/replay.js';
import type { HistoryEntry, HistoryReport } from '../migration-report.js';
import type { MigrationStore } from '../ports/migration-store.js';

/** Every migration of the workspace, newest first. Changes nothing. */
export async function readHistory(store: MigrationStore): Promise<HistoryReport> {
  const { history, warning } = await store.view();
  const migrations = history.migrations.map((migration) => toEntry(migration, history)).reverse();
  return { schemaVersion: 1, migrations, ...(warning === undefined ? {} : { warning }) };
}

function toEntry(migration: Migration, history: History): HistoryEntry {
  const { id, path, state, begun, startedAtMs, updatedAtMs } = migration;
  return {
    id,
    path,
    classes: begun.classes,
    state,
    stages: standingStages(migration),
    ...(batchOf(history, migration).length > 1 ? { batch: batchId(migration) } : {}),
    startedAt: new Date(startedAtMs).toISOString(),
    updatedAt: new Date(updatedAtMs).toISOString(),
  };
}
