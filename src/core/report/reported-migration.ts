import { standingStages, type ChangeState, type History, type Migration, type Rollback } from '../journal/replay.js';
import { newestObservation } from '../observation/observation-record.js';
import type { Stage } from '../rewrite/stage.js';
import { newestValidation, type NotedCheck } from '../validation/validation-note.js';

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

/** What an observation measured and came to; nothing of it is estimated. */
export interface ReportedObservation {
  readonly phase: 'running' | 'passed' | 'failed' | 'inconclusive' | 'cancelled';
  /** Absent while it goes on. */
  readonly observedMs?: number;
  readonly unobservedMs?: number;
  /** One sentence for each reason of the verdict, with what was measured before and after. */
  readonly because: readonly string[];
}

/** One migration as the journal tells it. */
export interface ReportedMigration {
  readonly id: string;
  readonly path: string;
  readonly classes: readonly string[];
  readonly state: ChangeState;
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
  readonly startedAt: string;
  readonly updatedAt: string;
}

/** Every migration of a journal, newest first. */
export function reportedMigrations(history: History): readonly ReportedMigration[] {
  return history.migrations.map((migration) => reported(migration, history)).reverse();
}

function reported(migration: Migration, { rollbacks }: History): ReportedMigration {
  const { id, path, state, begun, notes, startedAtMs, updatedAtMs } = migration;
  return {
    ...{ id, path, classes: begun.classes, state, stages: standingStages(migration), plan: begun.plan },
    dropped: begun.stages.flatMap(({ stage, status }) => (status === 'dropped' ? [stage] : [])),
    removed: begun.stages.flatMap(({ removed = [] }) => removed),
    renamed: begun.stages.flatMap(({ renamed = [] }) => renamed.map(({ from, to }) => `${from} → ${to}`)),
    checks: newestValidation(notes)?.checks ?? [],
    rollbacks: rollbacks.filter((one) => one.begun.of === id).map(reportedRollback),
    observation: observationOf(migration),
    startedAt: iso(startedAtMs),
    updatedAt: iso(updatedAtMs),
  };
}

function reportedRollback({ id, state, startedAtMs, begun }: Rollback): ReportedRollback {
  const { to, automatic, merged } = begun;
  return { id, to, at: iso(startedAtMs), state, automatic, merged };
}

function observationOf({ notes }: Migration): ReportedObservation | null {
  const recorded = newestObservation(notes);
  if (recorded === undefined) return null;
  const because = recorded.decided?.because.map(({ text }) => text) ?? [];
  if (recorded.ended === undefined) return { phase: 'running', because };
  const { phase, observedMs, unobservedMs } = recorded.ended;
  return { phase, observedMs, unobservedMs, because };
}

const iso = (ms: number): string => new Date(ms).toISOString();
