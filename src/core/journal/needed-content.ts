import type { History, Migration, Rollback } from './replay.js';

/** How long the versions of a change that no longer stands are kept: 30 days. */
export const retentionMs = 30 * 24 * 60 * 60 * 1000;

/**
 * SHA-256 of every version that somebody may want back: all of a change that stands or waits for a decision, however old, and for the time
 * of retention also those of a change that was taken back.
 */
export function neededContent({ migrations, rollbacks }: History, nowMs: number): ReadonlySet<string> {
  const all: readonly (Migration | Rollback)[] = [...migrations, ...rollbacks];
  return new Set(all.filter((change) => isNeeded(change, nowMs)).flatMap(contentOf));
}

function isNeeded(change: Migration | Rollback, nowMs: number): boolean {
  const isRecent = nowMs - change.toldAtMs < retentionMs;
  if (isRecent || change.state === 'unfinished' || change.state === 'conflict') return true;
  // An old rollback is over; the migration it took back speaks for itself.
  return change.begun.kind === 'migration-begun' && (change.state === 'applied' || change.state === 'kept');
}

function contentOf({ begun }: Migration | Rollback): readonly string[] {
  const stages = begun.kind === 'migration-begun' ? begun.stages.map(({ sha256 }) => sha256) : [];
  return [begun.before.sha256, begun.after.sha256, ...stages];
}
