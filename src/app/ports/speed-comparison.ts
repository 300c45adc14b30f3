import type { CommandLine } from '../../core/config/performance-command.js';
import type { SpeedOutcome } from '../../core/validation/performance-check.js';
import type { Operation } from '../operation.js';

export interface SpeedRequest {
  /** Relative to the workspace. */
  readonly path: string;
  readonly legacy: Uint8Array;
  readonly migrated: Uint8Array;
  /** `{path}` stands for a file with one of the two versions. */
  readonly command: CommandLine;
}

/** Runs a command of the user on both versions in turn. Only for a trusted workspace, and only with consent; rejects only when aborted. */
export interface SpeedComparison {
  compare(request: SpeedRequest, operation: Operation): Promise<SpeedOutcome>;
}
