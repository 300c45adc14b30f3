import type { Operation } from '../../../app/operation.js';
import type { ParallelTestRequest } from '../../../app/ports/parallel-test.js';
import type { LanguageId } from '../../../core/facts/source-facts.js';
import type { Recorded } from './recorded.js';

/** What an agent may take before it is ended. */
export interface AgentLimits {
  /** Of the processor, for one thread or turn without a pause; on a busy machine the same takes several times as long as on an idle one. */
  readonly computingMs: Readonly<Record<LanguageId, number>>;
  /** Of the heap, in JavaScript; that of an agent in Python ends with its process's memory. */
  readonly heapMiB: number;
}

export const agentLimits: AgentLimits = { computingMs: { python: 4000, typescript: 6000 }, heapMiB: 1024 };

/** What every recorder needs of the machine and the workspace. */
export interface RecorderOptions {
  readonly workspaceRoot: string;
  /** Absolute path of the harness: `run.py` of the media folder, or the built `parallel-test.js`. */
  readonly harness: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly limits: AgentLimits;
}

export interface Run {
  readonly scenario: 'program' | 'methods' | 'life';
  /** Modules that reach outside are missing, and nobody out there answers. */
  readonly isAbsent: boolean;
  readonly title: string;
}

export interface ScriptedRun extends Run {
  /** `null`: whatever the agent answers is asked. */
  readonly script: readonly (readonly [address: string, request: number])[] | null;
}

/** One version of the file. */
export interface Version {
  readonly request: ParallelTestRequest;
  readonly operation: Operation;
  readonly source: Uint8Array;
  readonly isMigrated: boolean;
}

/** Prepares a version once, for all of its runs. */
export interface Recorder {
  readonly runs: readonly Run[];
  /** A text says why the version cannot be run at all. */
  prepare(version: Version): Promise<Prepared | string>;
}

export interface Prepared {
  /** Everything that decides what is recorded. */
  readonly key: unknown;
  record(runs: readonly ScriptedRun[]): Promise<readonly Recorded[]>;
}

export const commonRuns: readonly Run[] = [
  { scenario: 'program', isAbsent: false, title: 'as a program' },
  { scenario: 'methods', isAbsent: false, title: 'call by call' },
  { scenario: 'program', isAbsent: true, title: 'as a program, alone' },
  { scenario: 'methods', isAbsent: true, title: 'call by call, alone' },
];

/** For all scenarios of one version; a busy machine takes several times as long as an idle one. */
export const timeoutMs = 60_000;
export const maxAnswerBytes = 48 * 1024 * 1024;

export const silence = 'it ended without a record';
