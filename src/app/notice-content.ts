import { positions, type Position } from '../core/journal/record.js';
import { sha256At, type History, type Migration } from '../core/journal/replay.js';
import type { Operation } from './operation.js';
import type { MigrationStore } from './ports/migration-store.js';

export interface SeenContent {
  /** Relative to the workspace, with `/`. */
  readonly path: string;
  /** Of the bytes on disk. */
  readonly sha256: string;
}

/**
 * Takes notice of what a saved file now is, so that undo and redo in an editor show in the history: when the file has the bytes of another
 * place of its newest migration, the journal says so. Answers whether it did. Cheap for any other file and any other content.
 */
export async function noticeContent(store: MigrationStore, seen: SeenContent, operation: Operation): Promise<boolean> {
  const { history, warning } = await store.view();
  if (warning !== undefined || placeOf(history, seen) === undefined) return false;
  const session = await store.open(`take notice of ${seen.path}`, operation);
  try {
    const place = placeOf(session.history, seen);
    if (place === undefined) return false;
    await session.append({ kind: 'seen', id: place.migration.id, at: place.at });
    return true;
  } finally {
    await session.close();
  }
}

/** The place of its newest migration that the content belongs to, when that is not where the journal has it. */
function placeOf(
  { migrations }: History,
  { path, sha256 }: SeenContent,
): { readonly migration: Migration; readonly at: Position } | undefined {
  const migration = migrations.findLast((one) => one.path === path);
  if (migration === undefined || !['applied', 'undone', 'rolled-back'].includes(migration.state)) return undefined;
  if (sha256At(migration, migration.position) === sha256) return undefined;
  // Of stages that changed nothing the last one names the place.
  const at = positions.findLast((position) => sha256At(migration, position) === sha256);
  return at === undefined ? undefined : { migration, at };
}
