import type { Position } from '../../core/journal/record.js';
import {
  finalPosition,
  isStanding,
  sha256At,
  type History,
  type Migration,
  type Rollback,
} from '../../core/journal/replay.js';
import type { Reason } from '../../core/reason.js';

/** What a rollback goes from and to, by the journal alone. */
export interface RollbackTarget {
  /** The migration or rollback that is taken back. */
  readonly id: string;
  readonly path: string;
  readonly from: Position;
  readonly to: Position;
  /** What we last wrote: what the file has when nobody edited it since. */
  readonly baseSha256: string;
  /** What shall come back. */
  readonly targetSha256: string;
}

export type TargetChoice =
  | { readonly kind: 'target'; readonly target: RollbackTarget }
  | { readonly kind: 'nothing-standing'; readonly id: string; readonly path: string }
  /** Nothing of that name is in the journal. */
  | { readonly kind: 'unknown'; readonly path: string; readonly reason: Reason }
  | { readonly kind: 'refused'; readonly path: string; readonly reason: Reason };

/** `named` is the id of a migration or rollback, or the path of a file, which stands for its newest migration that is not rolled back. */
export function chooseTarget(history: History, named: string, to: Position): TargetChoice {
  const rollback = history.rollbacks.find(({ id }) => id === named);
  if (rollback) return ofRollback(rollback);
  const byId = history.migrations.find(({ id }) => id === named);
  if (byId) return ofMigration(byId, to);
  const ofFile = history.migrations.filter(({ path }) => path === named);
  const newest = ofFile.findLast(isStanding);
  if (newest) return ofMigration(newest, to);
  const unfinished = ofFile.findLast(({ state }) => state === 'unfinished');
  if (unfinished) return interrupted(unfinished);
  const last = ofFile.at(-1);
  if (last)
    return to === 'original' ? { kind: 'nothing-standing', id: last.id, path: last.path } : notAtStage(last, to);
  const message = `There is no migration "${named}", and no file of that name was migrated. "history" lists what was.`;
  return { kind: 'unknown', path: named, reason: { code: 'not-a-file', message } };
}

/**
 * The migration in which a file gets the text after a stage back: its newest that stands or, where that one found the stage done and more
 * with it, the one below that did the rest. Anything but a file stays what it is.
 */
export function migrationThatDid(history: History, named: string, to: Position): string {
  if (to === 'original') return named;
  const newest = history.migrations.findLast((one) => one.path === named && isStanding(one));
  return newest === undefined ? named : thatDid(history, newest, to).id;
}

function thatDid(history: History, migration: Migration, to: Position): Migration {
  const text = sha256At(migration, to);
  if (text !== migration.begun.before.sha256) return migration;
  const below = standingBelow(history, migration);
  const textBelow = below && sha256At(below, to);
  return below === undefined || textBelow === undefined || textBelow === text ? migration : thatDid(history, below, to);
}

function standingBelow({ migrations }: History, migration: Migration): Migration | undefined {
  return migrations
    .slice(0, migrations.indexOf(migration))
    .findLast((one) => isStanding(one) && buildsOn(migration, one));
}

function notAtStage({ id, path }: Migration, to: Position): TargetChoice {
  const message = `No migration of ${path} stands, so it has no stage ${to} to go back to. Migrate it with --through ${to}, or name its migration, ${id}, to bring back what that wrote.`;
  return { kind: 'refused', path, reason: { code: 'stale', message } };
}

/** It began with exactly what the earlier one had left; where something else changed the file in between, neither takes the other along. */
export function buildsOn({ path, begun }: Migration, earlier: Migration): boolean {
  return path === earlier.path && begun.before.sha256 === sha256At(earlier, earlier.position);
}

/** What was carried out on top of this migration and still stands, newest first: it goes back before this one does. */
export function standingOnTop({ migrations }: History, id: string): readonly Migration[] {
  const index = migrations.findIndex((migration) => migration.id === id);
  const chain = index < 0 ? [] : migrations.slice(index, index + 1);
  for (const migration of migrations.slice(index + 1)) {
    const top = chain.at(-1);
    if (top !== undefined && isStanding(migration) && buildsOn(migration, top)) chain.push(migration);
  }
  return chain.slice(1).reverse();
}

function ofMigration(migration: Migration, to: Position): TargetChoice {
  const { id, path, state, begun } = migration;
  if (state === 'unfinished') return interrupted(migration);
  // A change that recovery asks about was never acknowledged; all it can have written is its result.
  const from = state === 'applied' ? migration.position : finalPosition(migration);
  const targetSha256 = sha256At(migration, to);
  if (targetSha256 === undefined) {
    const message = `${id} has no stage ${to}; it goes through ${begun.through}.`;
    return { kind: 'refused', path, reason: { code: 'stale', message } };
  }
  if (to === 'original' && !isStanding(migration)) return { kind: 'nothing-standing', id, path };
  const baseSha256 = isStanding(migration) ? (sha256At(migration, from) ?? begun.after.sha256) : begun.before.sha256;
  return { kind: 'target', target: { id, path, from, to, baseSha256, targetSha256 } };
}

function ofRollback(rollback: Rollback): TargetChoice {
  const { id, path, state, begun } = rollback;
  if (state === 'unfinished') return interrupted(rollback);
  if (!isStanding(rollback)) return { kind: 'nothing-standing', id, path };
  const target = {
    id,
    path,
    from: begun.to,
    to: begun.from,
    baseSha256: begun.after.sha256,
    targetSha256: begun.before.sha256,
  };
  return { kind: 'target', target };
}

function interrupted({ id, path }: Migration | Rollback): TargetChoice {
  const message = `${id} was interrupted. Recover it first; then it can be rolled back.`;
  return { kind: 'refused', path, reason: { code: 'locked', message } };
}
