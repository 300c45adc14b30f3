import type { Contract } from '../../core/contract/contract.js';
import type { ParallelOutcome } from '../../core/validation/functionality/compare-traces.js';
import type { Operation } from '../operation.js';
import type { FoundInterpreter } from './compile-check.js';

export interface ParallelTestRequest {
  /** Relative to the workspace. */
  readonly path: string;
  readonly legacy: Uint8Array;
  readonly migrated: Uint8Array;
  /** Every stage is in the migrated one: only then does the agent end what its base has begun. */
  readonly isComplete: boolean;
  /** Agent classes of the file, by name. */
  readonly classes: readonly string[];
  /** Of the legacy classes, the methods that the migrated ones leave to their base. */
  readonly handedOver: Readonly<Record<string, readonly string[]>>;
  readonly contract: Contract;
  /** Python's, or the Node that runs TypeScript agents as JavaScript. */
  readonly interpreter: FoundInterpreter;
  /** Path of the workspace's file behind a specifier, both relative to the workspace. */
  readonly findModule: (specifier: string, importer: string) => string | undefined;
}

/**
 * Runs the legacy and the migrated module side by side, each in processes of its own with the outside world replaced, and compares what
 * they do. Runs code of the workspace: only for a trusted one, and only with consent. Rejects only when the operation's signal aborts.
 */
export interface ParallelTest {
  run(request: ParallelTestRequest, operation: Operation): Promise<ParallelOutcome>;
}
