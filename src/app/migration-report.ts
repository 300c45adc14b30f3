import type { Position } from '../core/journal/record.js';
import type { ChangeState } from '../core/journal/replay.js';
import type { Reason } from '../core/reason.js';
import type { PlanCheck, StagePlan } from '../core/rewrite/plan.js';
import type { Stage } from '../core/rewrite/stage.js';

export interface ContentHash {
  /** Of the bytes on disk, lower-case hex. */
  readonly sha256: string;
}

/** `dropped`: a proof of the stage failed, so nothing of it was done. */
export type MigratedStage = StagePlan & { readonly status: 'applied' | 'unchanged' | 'dropped' };

/** One file of `migrate --json`. */
export interface MigrationEntry {
  /** `null` when nothing was written, so that there is nothing to roll back. */
  readonly id: string | null;
  readonly path: string;
  readonly classes: readonly string[];
  /** `partial`: applied, and something is left in the stages asked for. `rolled-back`: its validation failed. */
  readonly status: 'applied' | 'partial' | 'unchanged' | 'refused' | 'rolled-back';
  readonly stages: readonly MigratedStage[];
  readonly checks: readonly PlanCheck[];
  readonly before: ContentHash | null;
  readonly after: ContentHash | null;
  readonly reason: Reason | null;
}

export interface MigrationReport {
  readonly schemaVersion: 1;
  /** Nothing was written; every entry says what would have been done. */
  readonly dryRun?: true;
  readonly migrations: readonly MigrationEntry[];
}

/** One migration or rollback of `rollback --json`. */
export interface RollbackEntry {
  /** Of the migration (or rollback) that was taken back. */
  readonly id: string | null;
  readonly path: string;
  readonly to: Position;
  readonly status: 'restored' | 'merged' | 'conflict' | 'unchanged' | 'refused';
  readonly before: ContentHash | null;
  readonly after: ContentHash | null;
  readonly reason: Reason | null;
  /** What to roll back to undo this rollback. */
  readonly undo?: string;
  /** Where a copy with both versions was put, for a person to merge. */
  readonly copy?: string;
}

export interface RollbackReport {
  readonly schemaVersion: 1;
  /** Nothing was written; every entry says what would have been done. */
  readonly dryRun?: true;
  readonly rollbacks: readonly RollbackEntry[];
}

export interface HistoryEntry {
  readonly id: string;
  readonly path: string;
  readonly classes: readonly string[];
  readonly state: ChangeState;
  /** Those whose changes stand in the file. */
  readonly stages: readonly Stage[];
  /** Id of the first migration of the run that it was part of; absent when it was the only one. */
  readonly batch?: string;
  /** ISO 8601. */
  readonly startedAt: string;
  readonly updatedAt: string;
}

export interface HistoryReport {
  readonly schemaVersion: 1;
  readonly migrations: readonly HistoryEntry[];
  /** The journal cannot be believed; what it says is shown and nothing else. */
  readonly warning?: string;
}

export interface RecoveryEntry {
  readonly id: string;
  readonly path: string;
  readonly action: 'finished' | 'undone' | 'ask';
  readonly reason: Reason | null;
}

export interface RecoveryReport {
  readonly schemaVersion: 1;
  readonly recovered: readonly RecoveryEntry[];
}
