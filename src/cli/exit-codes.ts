import { ConfigurationError } from '../core/config/configuration-error.js';
import { RefusedError } from '../core/reason.js';
import { UsageError } from './arguments/usage-error.js';

/** What the process says to scripts when it ends; part of the interface, so no other value is ever used. */
export const exitCodes = {
  done: 0,
  /** Findings at or above `--fail-on`, or a check failed; a defect of ours ends here too. */
  findings: 1,
  /** Wrong usage or configuration. */
  usage: 2,
  /** Stale, dirty, blocked, locked, foreign journal. */
  refused: 3,
  /** Migrated, failed validation and rolled back. */
  rolledBack: 4,
  cancelled: 130,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

const gravity: readonly ExitCode[] = [
  exitCodes.cancelled,
  exitCodes.rolledBack,
  exitCodes.refused,
  exitCodes.usage,
  exitCodes.findings,
  exitCodes.done,
];

/** The code of a command that worked on several paths: cancelled, then the highest of 4, 3, 1, 0. */
export function worstOf(codes: readonly ExitCode[]): ExitCode {
  return gravity.find((code) => codes.includes(code)) ?? exitCodes.done;
}

export function isCancellation(error: unknown): boolean {
  if (error instanceof RefusedError) return error.reason.code === 'cancelled';
  return error instanceof Error && error.name === 'AbortError';
}

/** The user wrote something that cannot be followed, on the command line or in the configuration. */
export function isUsage(error: unknown): error is UsageError | ConfigurationError {
  return error instanceof UsageError || error instanceof ConfigurationError;
}

export function exitCodeOf(error: unknown): ExitCode {
  if (isCancellation(error)) return exitCodes.cancelled;
  if (isUsage(error)) return exitCodes.usage;
  if (error instanceof RefusedError) return exitCodes.refused;
  return exitCodes.findings;
}
