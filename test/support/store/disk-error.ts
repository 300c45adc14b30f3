/** An error as Node gives it. */
export function diskError(code: string): Error {
  // Thousands a second, of which nobody reads where they come from.
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 0;
  const error = Object.assign(new Error(`${code}: made for a test`), { code });
  Error.stackTraceLimit = limit;
  return error;
}
