/** The shortest interval between samples, in milliseconds: below it the watching costs more than it shows. */
export const minimumIntervalMs = 1000;

const units: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** Milliseconds of a written duration such as `5s`, `500ms`, `2m` or `24h` (a bare number is seconds); `undefined` when it is none. */
export function parseDuration(written: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m|h)?$/.exec(written.trim());
  if (match === null) return undefined;
  return Number(match[1]) * (units[match[2] ?? 's'] ?? 1000);
}
