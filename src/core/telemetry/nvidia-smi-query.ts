import type { GpuSample } from './gpu-sample.js';
import { ok, type Reading, unsupported } from './reading.js';

/** Fields asked of `nvidia-smi --query-gpu`; answers are read by position, since headers are spelt differently by version. */
export const fullFields = [
  'index',
  'uuid',
  'name',
  'driver_version',
  'memory.total',
  'memory.reserved',
  'memory.used',
  'memory.free',
  'utilization.gpu',
  'temperature.gpu',
  'power.draw',
  'power.limit',
  'mig.mode.current',
] as const;

/** Asked only of drivers that say that they know them; the last two are one thing in the spelling of newer and of older drivers. */
const optionalFields = [
  'temperature.gpu.tlimit',
  'clocks_event_reasons.hw_thermal_slowdown',
  'clocks_throttle_reasons.hw_thermal_slowdown',
] as const;

/** One field that a driver does not know fails the whole query; these are known to every driver in use. */
export const basicFields = [
  'index',
  'uuid',
  'name',
  'memory.total',
  'memory.used',
  'memory.free',
  'utilization.gpu',
  'temperature.gpu',
] as const;

export type GpuField = (typeof fullFields)[number] | (typeof optionalFields)[number];

/** Prints the fields that the driver knows. */
export const capabilityArguments: readonly string[] = ['--help-query-gpu'];

/** Of all fields those that the driver knows, by its own list of `"name"` and `"name" or "alias"`; `undefined` when it gives no list. */
export function knownFields(help: string): readonly GpuField[] | undefined {
  const known = new Set([...help.matchAll(/"([a-z][\w.]*)"/g)].map((match) => match[1]));
  const [current, former] = ['clocks_event_reasons.hw_thermal_slowdown', 'clocks_throttle_reasons.hw_thermal_slowdown'];
  const fields = [...fullFields, ...optionalFields].filter(
    (field) => known.has(field) && !(field === former && known.has(current)),
  );
  return basicFields.every((field) => fields.includes(field)) ? fields : undefined;
}

export function queryArguments(fields: readonly GpuField[]): readonly string[] {
  return [`--query-gpu=${fields.join(',')}`, '--format=csv,noheader,nounits'];
}

export interface ParsedRows {
  readonly gpus: readonly GpuSample[];
  /** Lines that are not rows of this query: cut off, garbage, or the answer to another one. */
  readonly rejected: readonly string[];
}

/** What tells a row of NVIDIA's tool from anything else that it may print. */
const nvidiaId = /^(GPU|MIG)-/i;

/**
 * Reads the answer to `queryArguments(fields)`; a row with another number of cells than fields, or whose uuid does not look like `id`, is
 * rejected, not guessed at.
 */
export function parseGpuRows(stdout: string, fields: readonly GpuField[], id = nvidiaId): ParsedRows {
  const gpus: GpuSample[] = [];
  const rejected: string[] = [];
  for (const raw of stdout.replace(/^\uFEFF/, '').split('\n')) {
    const line = raw.trim();
    if (line === '') continue;
    const cells = joinName(
      line.split(',').map((cell) => cell.trim()),
      fields,
    );
    const gpu = cells === undefined ? undefined : toSample(cells, fields, id);
    if (gpu === undefined) rejected.push(line.slice(0, 200));
    else gpus.push(gpu);
  }
  return { gpus, rejected };
}

/** There is no quoting, and a device name may hold commas: surplus cells belong to the name. */
function joinName(cells: readonly string[], fields: readonly GpuField[]): readonly string[] | undefined {
  const surplus = cells.length - fields.length;
  if (surplus < 0) return undefined;
  if (surplus === 0) return cells;
  const at = fields.indexOf('name');
  return [...cells.slice(0, at), cells.slice(at, at + surplus + 1).join(', '), ...cells.slice(at + surplus + 1)];
}

function toSample(cells: readonly string[], fields: readonly GpuField[], id: RegExp): GpuSample | undefined {
  const text = (field: GpuField): string | undefined => cells[fields.indexOf(field)];
  const number = (field: GpuField, range: Limits): Reading => readCell(text(field), range);
  const uuid = text('uuid');
  const index = text('index');
  if (uuid === undefined || index === undefined || !id.test(uuid)) return undefined;
  return {
    uuid,
    index,
    name: text('name') ?? 'GPU',
    driverVersion: text('driver_version'),
    totalMiB: number('memory.total', memoryLimits),
    reservedMiB: number('memory.reserved', memoryLimits),
    usedMiB: number('memory.used', memoryLimits),
    freeMiB: number('memory.free', memoryLimits),
    utilizationPercent: number('utilization.gpu', { min: 0, max: 100 }),
    temperatureCelsius: number('temperature.gpu', { min: -40, max: 150 }),
    temperatureMarginCelsius: number('temperature.gpu.tlimit', { min: -150, max: 190 }),
    hardwareSlowdown: readFlag(
      text('clocks_event_reasons.hw_thermal_slowdown') ?? text('clocks_throttle_reasons.hw_thermal_slowdown'),
    ),
    powerWatts: number('power.draw', { min: 0, max: 100_000 }),
    powerLimitWatts: number('power.limit', { min: 0, max: 100_000 }),
    migEnabled: text('mig.mode.current') === 'Enabled',
    slices: [],
  };
}

export interface Limits {
  readonly min: number;
  readonly max: number;
}

/** No card has a tebibyte; sentinels such as 2^64 − 1 for "not available" do. */
export const memoryLimits: Limits = { min: 0, max: 1024 * 1024 };

const absentWords = new Set([
  '',
  'n/a',
  'not supported',
  'unsupported',
  'none',
  'function not found',
  'requested functionality has been deprecated',
  'not available in wddm driver model',
]);
const deniedWords = new Set(['insufficient permissions', 'permission denied', 'no permission']);

/** `Active` is 1 and `Not Active` 0; anything else is sorted like a number that is none. */
function readFlag(cell: string | undefined): Reading {
  if (/^active$/i.test(cell ?? '')) return ok(1);
  return /^not active$/i.test(cell ?? '') ? ok(0) : readCell(cell, { min: 0, max: 1 });
}

/** Sorts one cell into ok, unsupported, denied or fault; never makes a number of something that is none. */
export function readCell(cell: string | undefined, limits: Limits): Reading {
  const bare = (cell ?? '')
    .trim()
    .replace(/^\[(.*)\]$/, '$1')
    .trim();
  const word = bare.toLowerCase();
  if (absentWords.has(word)) return unsupported;
  if (deniedWords.has(word)) return { status: 'denied' };
  if (!/^[+-]?\d+(\.\d+)?$/.test(bare)) return { status: 'fault', text: bare.slice(0, 80) };
  const value = Number(bare);
  return value < limits.min || value > limits.max ? { status: 'fault', text: `out of range: ${bare}` } : ok(value);
}
