/** A client called a tool in a way that cannot be followed; the message says what to do instead. */
export class ToolInputError extends Error {
  override readonly name = 'ToolInputError';

  /** By name: each bundle has its own copy of this class, and hosts throw it too. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return value instanceof Error && value.name === 'ToolInputError';
  }
}
