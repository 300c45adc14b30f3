import type { ExampleCall } from '../../core/validation/written-test/example-call.js';
import type { Operation } from '../operation.js';
import type { FoundInterpreter } from './compile-check.js';

/** `simulated` and `shifted` are two clocks that do not agree; `real` is the one that the test itself has. */
export type ExampleClock = 'simulated' | 'shifted' | 'real';

export interface ExampleRequest {
  /** Of the agent's file, relative to the workspace. */
  readonly path: string;
  /** Name under which the test imports the agent's module. */
  readonly module: string;
  readonly class: string;
  readonly source: Uint8Array;
  /** What arguments are made of: the text before the migration. */
  readonly inputs: Uint8Array;
  /** Where the test will be, relative to the workspace, and the part of it that makes an agent. */
  readonly test: { readonly path: string; readonly text: string };
  readonly methods: readonly string[];
  /** Numbers of calls by method; `null`: all, of which those that say something new are chosen. */
  readonly calls: Readonly<Record<string, readonly number[]>> | null;
  readonly clock: ExampleClock;
  /** Modules that reach outside, save that of the sockets, are missing instead of stood in for. */
  readonly isAbsent: boolean;
  readonly interpreter: FoundInterpreter;
}

export interface RecordedExamples {
  readonly examples: readonly ExampleCall[];
  /** Modules that had to be stood in for; none with the real clock, where the test stands in for them itself. */
  readonly outside: readonly string[];
  /** Modules that were missing, likewise. */
  readonly absent: readonly string[];
  /** Arguments that the constructor was given, as text of Python. */
  readonly constructor: string;
  /** Why there are not more examples; `null` when nothing was in the way. */
  readonly problem: string | null;
}

/**
 * Calls one version of an agent as its written test will. Runs code of the workspace: only for a trusted one, and only with consent. Rejects
 * only when the operation's signal aborts; a text says why nothing was recorded.
 */
export interface ExampleRecorder {
  record(request: ExampleRequest, operation: Operation): Promise<RecordedExamples | string>;
}
