import type { LiveOutcome } from '../../core/validation/live/live-check.js';
import type { LiveEndpoint } from '../../core/validation/live/live-endpoint.js';
import type { Operation } from '../operation.js';
import type { Interpreter } from './compile-check.js';

export interface LiveRequest {
  /** Of the agent's file, relative to the workspace; as it is now, it stands there. */
  readonly path: string;
  readonly class: string;
  /** As the contract says it, with its placeholders. */
  readonly command: readonly [string, ...(readonly string[])];
  readonly endpoints: readonly LiveEndpoint[];
  /** As it was, to be started where something is wrong: what never worked here is no fault of the migration. */
  readonly legacy?: Uint8Array;
  /** To ask over ZeroMQ with the workspace's own library. */
  readonly interpreter: Interpreter;
}

/**
 * Starts an agent as a process of its own, asks it, and ends it with all that it started; its ports are free again afterwards. Only for a
 * trusted workspace, and only with consent; rejects only when aborted.
 */
export interface LiveAgents {
  run(request: LiveRequest, operation: Operation): Promise<LiveOutcome>;
}
