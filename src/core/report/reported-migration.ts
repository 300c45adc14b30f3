import { standingStages, type ChangeState, type History, type Migration, type Rollback } from '../journal/replay.js';
import type { Stage } from '../rewrite/stage.js';
import { newestValidation, type NotedCheck } from '../validation/validation-note.js';
import { deviationsOf } from './deviations.js';
import { reportedObservation, type ReportedObservation } from './reported-observation.js';
import { reportedScores, type PastAgents, type ReportedScores } from './reported-score.js';

/** What was taken back of a migration, and by whom. Times are ISO 8601. */
export interface ReportedRollback {
  readonly id: string;
  readonly to: string;
  readonly at: string;
  readonly state: ChangeState;
  /** Decided by an observation. */
  readonly automatic: boolean;
  /** Edits that somebody made after the migration were kept. */
  readonly merged: boolean;
}

/** One migration as the journal tells it. */
export interface ReportedMigration {
  readonly id: string;
  readonly path: string;
  readonly classes: readonly string[];
  readonly state: ChangeState;
  /** A migrated class each. */
  readonly scores: readonly ReportedScores[];
  /** The stages that stand in the file. */
  readonly stages: readonly Stage[];
  readonly plan: string;
  /** Stages that were planned and not done, because a proof of theirs failed. */
  readonly dropped: readonly Stage[];
  /** `Class.method`, and renamings as `from → to`: what a person must know that the file had. */
  readonly removed: readonly string[];
  readonly renamed: readonly string[];
  /** Of the newest validation; a skipped check carries its reason. */
  readonly checks: readonly NotedCheck[];
  /** Oldest first. */
  readonly rollbacks: readonly ReportedRollback[];
  readonly observation: ReportedObservation | null;
  /** Where it departs from its plan, or from what its risk asks for; a sentence each. */
  readonly deviations: readonly string[];
  readonly startedAt: string;
  /** From the record that it begins to the one that it counts, the checks in between included; `null` when it never counted. */
  readonly tookMs: number | null;
  readonly updatedAt: string;
}

/** What is known of migrations besides the journal. */
export interface MigrationSources {
  readonly past: PastAgents;
  /** SHA-256 of files as they are today, by path. */
  readonly files: Readonly<Record<string, string>>;
}

/** Every migration of a journal, newest first. */
export function reportedMigrations(history: History, sources: MigrationSources): readonly ReportedMigration[] {
  const newest = new Map(history.migrations.map(({ path, id }) => [path, id]));
  return history.migrations
    .map((one) => reported(one, history, { ...sources, isNewest: newest.get(one.path) === one.id }))
    .reverse();
}

function reported(
  migration: Migration,
  { rollbacks }: History,
  { past, files, isNewest }: MigrationSources & { readonly isNewest: boolean },
): ReportedMigration {
  const { id, path, state, begun, notes, startedAtMs, updatedAtMs, committedAtMs } = migration;
  const scores = reportedScores(id, begun.classes, past);
  return {
    ...{ id, path, classes: begun.classes, state, scores, stages: standingStages(migration), plan: begun.plan },
    dropped: begun.stages.flatMap(({ stage, status }) => (status === 'dropped' ? [stage] : [])),
    removed: begun.stages.flatMap(({ removed = [] }) => removed),
    renamed: begun.stages.flatMap(({ renamed = [] }) => renamed.map(({ from, to }) => `${from} → ${to}`)),
    checks: newestValidation(notes)?.checks ?? [],
    rollbacks: rollbacks.filter((one) => one.begun.of === id).map(reportedRollback),
    observation: reportedObservation(notes),
    deviations: deviationsOf(migration, { scores, isNewest, sha256Today: files[path] }),
    startedAt: iso(startedAtMs),
    tookMs: committedAtMs === undefined ? null : committedAtMs - startedAtMs,
    updatedAt: iso(updatedAtMs),
  };
}

function reportedRollback({ id, state, startedAtMs, begun }: Rollback): ReportedRollback {
  const { to, automatic, merged } = begun;
  return { id, to, at: iso(startedAtMs), state, automatic, merged };
}

const iso = (ms: number): string => new Date(ms).toISOString();
