import type { History, Migration, Rollback } from '../../core/journal/replay.js';
import { whatToDo, type FoundFile } from '../../core/journal/what-to-do.js';
import type { Reason } from '../../core/reason.js';
import type { ChangePorts } from '../change-ports.js';
import type { RecoveryEntry, RecoveryReport } from '../migration-report.js';
import type { Operation } from '../operation.js';
import type { StoreSession } from '../ports/migration-store.js';

type OpenChange = Migration | Rollback;

/**
 * Finishes or takes back every change that was interrupted, and asks where neither is certain. Idempotent, takes the lock only when there is
 * something to do, and leaves a journal that cannot be believed alone. `keep` names changes whose file is to stay as it is.
 */
export async function recover(
  ports: ChangePorts,
  keep: readonly string[],
  operation: Operation,
): Promise<RecoveryReport> {
  const view = await ports.store.view();
  if (view.warning !== undefined || openChanges(view.history).length === 0) return { schemaVersion: 1, recovered: [] };
  const session = await ports.store.open('recover', operation);
  try {
    return { schemaVersion: 1, recovered: await recoverUnder(ports, session, keep) };
  } finally {
    await session.close();
  }
}

async function recoverUnder(
  ports: ChangePorts,
  session: StoreSession,
  keep: readonly string[],
): Promise<readonly RecoveryEntry[]> {
  const recovered: RecoveryEntry[] = [];
  for (const { id } of openChanges(session.history)) {
    // What became of a rollback may have settled what it takes back.
    const change = openChanges(session.history).find((open) => open.id === id);
    if (change === undefined) continue;
    if (keep.includes(change.id)) {
      await session.append({ kind: 'kept', id: change.id });
      recovered.push(entryOf(change, 'finished', null));
    } else {
      recovered.push(await recoverChange(ports, session, change));
    }
  }
  return recovered.reverse();
}

/** Newest first, a rollback before what it takes back. No clock is asked, which may have been set back. */
function openChanges({ migrations, rollbacks }: History): readonly OpenChange[] {
  return [...migrations, ...rollbacks].filter(({ state }) => state === 'unfinished' || state === 'conflict').reverse();
}

async function recoverChange(ports: ChangePorts, session: StoreSession, change: OpenChange): Promise<RecoveryEntry> {
  const { begun } = change;
  const settlement = await ports.settler.settle({
    path: begun.path,
    transaction: begun.id,
    beforeSha256: begun.before.sha256,
    afterSha256: begun.after.sha256,
  });
  if (settlement.status === 'kept-aside') {
    return await ask(
      session,
      change,
      `Two programs saved ${begun.path} at once; one version is at ${settlement.path}.`,
    );
  }
  const reading = await ports.sources.read(begun.path);
  if (reading.kind === 'unreadable') return await ask(session, change, reading.reason.message);
  const found: FoundFile = reading.kind === 'file' ? { sha256: reading.file.sha256 } : 'absent';
  const remedy = whatToDo(begun, found);
  switch (remedy.kind) {
    case 'finish':
      await session.append({ kind: 'committed', id: begun.id });
      return entryOf(change, 'finished', null);
    case 'close':
      return await closeUndone(session, change, 'It was interrupted before the file changed.');
    case 'restore':
      return await restore(ports, session, change);
    case 'ask':
      return await ask(session, change, remedy.because);
  }
}

async function restore(ports: ChangePorts, session: StoreSession, change: OpenChange): Promise<RecoveryEntry> {
  const { begun } = change;
  const outcome = await ports.applier.apply({
    path: begun.path,
    transaction: begun.id,
    expectedSha256: begun.after.sha256,
    before: await session.checkpoints.get(begun.after.sha256),
    after: await session.checkpoints.get(begun.before.sha256),
    label: `Recover ${begun.path}`,
  });
  if (outcome.status === 'refused') return await ask(session, change, outcome.reason.message);
  await ports.settler.settle({
    path: begun.path,
    transaction: begun.id,
    beforeSha256: begun.after.sha256,
    afterSha256: begun.before.sha256,
  });
  return await closeUndone(session, change, 'It was interrupted before it was validated.');
}

async function closeUndone(session: StoreSession, change: OpenChange, because: string): Promise<RecoveryEntry> {
  await session.append({ kind: 'undone', id: change.id, because });
  return entryOf(change, 'undone', null);
}

async function ask(session: StoreSession, change: OpenChange, because: string): Promise<RecoveryEntry> {
  if (change.state !== 'conflict' || change.because !== because) {
    await session.append({ kind: 'asked', id: change.id, because });
  }
  const advice = `Roll back ${change.id} to go back to the file as it was, or recover with --keep ${change.id} to leave it as it is.`;
  return entryOf(change, 'ask', { code: 'stale', message: `${because} ${advice}` });
}

function entryOf({ id, path }: OpenChange, action: RecoveryEntry['action'], reason: Reason | null): RecoveryEntry {
  return { id, path, action, reason };
}
