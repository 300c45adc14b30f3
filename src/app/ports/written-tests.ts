import type { Reason } from '../../core/reason.js';
import type { Operation } from '../operation.js';

export interface WrittenTestRequest {
  /** Id of a migration, or the path of a file, which stands for its newest migration that is not rolled back. */
  readonly target: string;
  /** The first agent class of the file when absent. */
  readonly class?: string;
}

/** A test for the user's repository, not written yet. */
export interface WrittenTestProposal {
  /** Relative to the workspace. */
  readonly path: string;
  readonly framework: 'unittest' | 'pytest';
  readonly content: Uint8Array;
  /** What stands there now; absent when there is no such file. */
  readonly existing?: { readonly bytes: Uint8Array; readonly sha256: string };
  readonly calls: number;
  /** Calls, as a person would write them, to which the agent as it is does not answer as it did. */
  readonly broken: readonly string[];
  /** Of what the test was made. */
  readonly subject: { readonly path: string; readonly sha256: string };
}

/** Tests that a team keeps, made of what an agent was seen to answer before its migration. */
export interface WrittenTests {
  /** Throws `RefusedError` where no test can be made. Writes nothing. */
  propose(request: WrittenTestRequest, operation: Operation): Promise<WrittenTestProposal>;
  /** Writes over what stood there when the test was proposed; the reason when that is not what stands there now. */
  write(proposal: WrittenTestProposal, operation: Operation): Promise<Reason | undefined>;
}
