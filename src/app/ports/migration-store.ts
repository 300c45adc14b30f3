import type { JournalCondition } from '../../core/journal/chain.js';
import type { RecordBody } from '../../core/journal/record.js';
import type { History } from '../../core/journal/replay.js';
import type { Operation } from '../operation.js';
import type { CheckpointStore } from './checkpoint-store.js';

export interface JournalView {
  readonly history: History;
  /** Anything but `absent`, `sound` and `torn` is for reading only. */
  readonly condition: JournalCondition;
  /** What to tell a person when the journal is for reading only. */
  readonly warning: string | undefined;
}

/** The journal and the checkpoints of one workspace folder, kept in the folder and, as a second copy, in the user's state directory. */
export interface MigrationStore {
  /** Reads without taking the lock and without changing anything. */
  view(): Promise<JournalView>;
  /**
   * Takes the lock, brings both copies to the same state and hands out the right to write. Throws `RefusedError` with `locked` when
   * somebody else works on this workspace, `foreign-journal` when the journal cannot be believed.
   */
  open(purpose: string, operation: Operation): Promise<StoreSession>;
  /** Bytes of a checkpoint without the lock. */
  readonly checkpoints: Pick<CheckpointStore, 'get'>;
}

/** The right to write, until it is closed. */
export interface StoreSession {
  readonly history: History;
  readonly checkpoints: CheckpointStore;
  /** The record is durable in both homes when this resolves; throws when the lock was lost. */
  append(body: RecordBody): Promise<void>;
  /** An id that no record of this journal has, such as `m-1f0c3a9b`. */
  newId(kind: 'migration' | 'rollback' | 'run'): string;
  /** Makes sure that so many bytes fit several times and that a rollback will have room; throws `RefusedError` when they do not. */
  keepRoom(bytes: number): Promise<void>;
  /** Gives space that was kept for a full disk back to it, so that a rollback can go on. */
  releaseReserve(): Promise<void>;
  close(): Promise<void>;
}
