import { type Limits, memoryLimits, readCell } from './nvidia-smi-query.js';
import { combine, type Reading } from './reading.js';

export const celsiusLimits: Limits = { min: -40, max: 150 };
export const percentLimits: Limits = { min: 0, max: 100 };
export const wattLimits: Limits = { min: 0, max: 100_000 };

/** Members of a parsed object, none of anything else. */
export function members(value: unknown): ReadonlyMap<string, unknown> {
  return new Map(typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : []);
}

/** The value at the end of a path of names; `undefined` when a name on the way is missing. */
export function valueAt(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce((at, name) => members(at).get(name), value);
}

/** A number, a text of one, or `{ "value": …, "unit": … }`; every version of the tools has its own way. */
export function readValue(value: unknown, limits: Limits): Reading {
  if (typeof value === 'number') return readCell(String(value), limits);
  if (typeof value === 'string') return readCell(value.replace(/\s*(?:°?C|%|W|MB|MiB)$/u, ''), limits);
  return value === undefined || value === null
    ? readCell('', limits)
    : readValue(valueAt(value, 'value') ?? '', limits);
}

/** `MB` of these tools is 2^20 bytes; bytes are told for processes, and GB is met where a version chose to round. */
export function readMiB(value: unknown): Reading {
  const perMiB = unitsPerMiB.get(String(valueAt(value, 'unit'))) ?? 1;
  const reading = readValue(value, { min: memoryLimits.min, max: memoryLimits.max * perMiB });
  return combine([reading], ([amount = 0]) => amount / perMiB);
}

const unitsPerMiB = new Map([
  ['B', 1024 * 1024],
  ['KB', 1024],
  ['GB', 1 / 1024],
]);

/** The first that was measured; where none was, why the first one was not. */
export function firstKnown(readings: readonly [Reading, ...Reading[]]): Reading {
  return readings.find(({ status }) => status === 'ok') ?? readings[0];
}

export function difference(from: Reading, what: Reading): Reading {
  return combine([from, what], ([a = 0, b = 0]) => Math.max(0, a - b));
}

export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' && value !== 'N/A' ? value : undefined;
}

/** Parsed JSON behind whatever a tool printed before it; `undefined` when there is none. */
export function jsonIn(stdout: string): unknown {
  const from = stdout.search(/[[{]/);
  if (from < 0) return undefined;
  try {
    return JSON.parse(stdout.slice(from)) as unknown;
  } catch {
    return undefined;
  }
}
