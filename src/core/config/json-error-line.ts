/** The 1-based line of a `JSON.parse` error, read from the engine's words; `undefined` when they name no place. */
export function jsonErrorLine(error: unknown, source: string): number | undefined {
  if (!(error instanceof SyntaxError)) return undefined;
  if (error.message.includes('end of JSON input')) return source.trimEnd().split('\n').length;
  const position = /at position (\d+)/.exec(error.message)?.[1];
  return position === undefined ? undefined : source.slice(0, Number(position)).split('\n').length;
}
