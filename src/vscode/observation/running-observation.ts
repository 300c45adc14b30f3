import type { Migration } from '../../core/journal/replay.js';
import type { ObservationState } from '../../core/observation/verdict.js';
import type { FolderEngine } from '../folder-engine.js';

/** An observation that this window carries out. */
export interface RunningObservation {
  readonly engine: FolderEngine;
  readonly migration: Migration;
  readonly controller: AbortController;
  /** What was said before anything could be observed, such as that the agent has to be restarted. */
  concerns: readonly string[];
  /** Absent until the migrated code runs. */
  state: ObservationState | undefined;
}
