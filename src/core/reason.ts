/** Every reason for which an agent is blocked or a plan, a migration or a rollback is refused: a closed list that scripts rely on. */
export const reasonCodes = [
  'does-not-parse',
  'does-not-compile',
  'conflict-markers',
  'encoding',
  'too-large',
  'read-only',
  'not-a-file',
  'base-unresolved',
  'existing-base',
  'owned-attribute',
  'hook-collision',
  'public-method-collision',
  'no-agent',
  'no-class',
  'stale',
  'dirty',
  'locked',
  'merge-in-progress',
  'untrusted',
  'foreign-journal',
  'cancelled',
  'timeout',
] as const;

export type ReasonCode = (typeof reasonCodes)[number];

/** Why something was not done, in words that say what to do next; `line` is 1-based. */
export interface Reason {
  readonly code: ReasonCode;
  readonly message: string;
  readonly line?: number;
}

/** Thrown when a use case cannot go on for a reason the user can act on; anything else that is thrown is a defect. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError';

  constructor(
    readonly reason: Reason,
    options?: ErrorOptions,
  ) {
    super(reason.message, options);
  }

  /** By name: each bundle has its own copy of this class, and a refusal crosses from one to the other. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return value instanceof Error && value.name === 'RefusedError';
  }
}
