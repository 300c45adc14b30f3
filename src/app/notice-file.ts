import type { Position } from '../core/journal/record.js';
import { positions } from '../core/journal/record.js';
import { sha256At, type ChangeState, type History, type Migration } from '../core/journal/replay.js';
import type { ChangePorts } from './change-ports.js';
import type { Operation } from './operation.js';

/**
 * Writes down that a file has the bytes of another place of its newest migration than the journal says, as after undo or redo in an editor.
 * Gives that place, or `undefined` when there was nothing to write down.
 */
export async function noticeFile(
  { store, sources }: Pick<ChangePorts, 'store' | 'sources'>,
  path: string,
  operation: Operation,
): Promise<Position | undefined> {
  const { history, warning } = await store.view();
  if (warning !== undefined || newestOf(history, path) === undefined) return undefined;
  const reading = await sources.read(path);
  if (reading.kind !== 'file') return undefined;
  const { sha256 } = reading.file;
  if (movedTo(history, path, sha256) === undefined) return undefined;
  const session = await store.open(`note ${path}`, operation);
  try {
    // The journal may have gone on before the lock was ours.
    const moved = movedTo(session.history, path, sha256);
    if (moved === undefined) return undefined;
    await session.append({ kind: 'seen', id: moved.migration.id, at: moved.at });
    return moved.at;
  } finally {
    await session.close();
  }
}

function movedTo(
  history: History,
  path: string,
  sha256: string,
): { readonly migration: Migration; readonly at: Position } | undefined {
  const migration = newestOf(history, path);
  if (migration === undefined || sha256At(migration, migration.position) === sha256) return undefined;
  const at = positions.find((position) => sha256At(migration, position) === sha256);
  return at === undefined ? undefined : { migration, at };
}

const settled: readonly ChangeState[] = ['applied', 'undone', 'rolled-back'];

/** Undo and redo move between the places of the last migration only; one that is being carried out or asked about has other keepers. */
function newestOf({ migrations }: History, path: string): Migration | undefined {
  const newest = migrations.findLast((migration) => migration.path === path);
  return newest !== undefined && settled.includes(newest.state) ? newest : undefined;
}
