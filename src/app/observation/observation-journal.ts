import type { Migration } from '../../core/journal/replay.js';
import {
  newestObservation,
  observationTopic,
  type ObservationRecord,
} from '../../core/observation/observation-record.js';
import { RefusedError } from '../../core/reason.js';
import type { Operation } from '../operation.js';
import type { MigrationStore } from '../ports/migration-store.js';

/** The migration of an id; throws `RefusedError` when there is none or the journal cannot be believed. */
export async function migrationOf(store: MigrationStore, id: string): Promise<Migration> {
  const { history, warning } = await store.view();
  if (warning !== undefined) throw new RefusedError({ code: 'foreign-journal', message: warning });
  const migration = history.migrations.find((one) => one.id === id);
  if (migration !== undefined) return migration;
  throw new RefusedError({ code: 'not-a-file', message: `There is no migration "${id}". "history" lists them.` });
}

/** Makes one event of an observation durable. */
export async function noteObservation(
  store: MigrationStore,
  id: string,
  record: ObservationRecord,
  operation: Operation,
): Promise<void> {
  const session = await store.open(`observe ${id}`, operation);
  try {
    await session.append({ kind: 'noted', id, topic: observationTopic, data: { ...record } });
  } finally {
    await session.close();
  }
}

/** Ends an observation that somebody stopped, or whose migration was taken back, for good. One that has ended or has a verdict stays as it is. */
export async function stopObservation(
  store: MigrationStore,
  id: string,
  text: string,
  operation: Operation,
): Promise<void> {
  const standing = newestObservation((await migrationOf(store, id)).notes);
  if (standing === undefined || standing.decided !== undefined || standing.ended !== undefined) return;
  const ended = { event: 'ended', phase: 'cancelled', observedMs: 0, unobservedMs: 0, text } as const;
  await noteObservation(store, id, ended, operation);
}
