import {
  celsiusLimits,
  difference,
  firstKnown,
  jsonIn,
  percentLimits,
  readMiB,
  readValue,
  textOf,
  valueAt,
  wattLimits,
} from './json-values.js';
import type { GpuSample } from './gpu-sample.js';
import { combine, type Reading, unsupported } from './reading.js';

/** What changes, asked at every sample. */
export const amdMetricArguments: readonly string[] = [
  ...['metric', '--usage', '--power', '--temperature', '--mem-usage', '--json'],
];

/** Names, drivers and limits, which do not change. */
export const amdStaticArguments: readonly string[] = ['static', '--asic', '--driver', '--limit', '--json'];

/** The ids by which cards are known. */
export const amdListArguments: readonly string[] = ['list', '--json'];

/** What does not change about the cards, by their number in the tool's answers. */
export type AmdCards = ReadonlyMap<string, { readonly known: unknown; readonly id: unknown }>;

/** The answers to `amdStaticArguments` and `amdListArguments`, joined. */
export function parseAmdCards(staticAnswer: string, listAnswer: string): AmdCards {
  const ids = new Map(rowsIn(listAnswer).map((row) => [numberOf(row), row]));
  return new Map(rowsIn(staticAnswer).map((row) => [numberOf(row), { known: row, id: ids.get(numberOf(row)) }]));
}

/** The answer to `amdMetricArguments`; `undefined` when it is something else. */
export function parseAmdMetrics(stdout: string, cards: AmdCards): readonly GpuSample[] | undefined {
  const rows = rowsIn(stdout).filter((row) => valueAt(row, 'gpu') !== undefined);
  return rows.length === 0 ? undefined : rows.map((row) => toSample(row, cards));
}

/** A list, or in later versions an object around it. */
export function rowsIn(stdout: string): readonly unknown[] {
  const parsed = jsonIn(stdout);
  const rows = Array.isArray(parsed) ? parsed : valueAt(parsed, 'gpu_data');
  return Array.isArray(rows) ? rows : [];
}

function numberOf(row: unknown): string {
  return String(valueAt(row, 'gpu'));
}

/** The name by which a card is kept, of its row in the answer to `amdListArguments`. */
export function amdCardId(listed: unknown, index: string): string {
  return textOf(valueAt(listed, 'uuid')) ?? textOf(valueAt(listed, 'bdf')) ?? `AMD-${index}`;
}

function toSample(row: unknown, cards: AmdCards): GpuSample {
  const index = numberOf(row);
  const { known, id } = cards.get(index) ?? { known: undefined, id: undefined };
  const memory = (name: string): Reading => readMiB(valueAt(row, 'mem_usage', name));
  const [totalMiB, usedMiB] = [memory('total_vram'), memory('used_vram')];
  const heat = hottest(row, known);
  return {
    uuid: amdCardId(id, index),
    index,
    name: textOf(valueAt(known, 'asic', 'market_name')) ?? 'AMD GPU',
    driverVersion: textOf(valueAt(known, 'driver', 'version')) ?? textOf(valueAt(known, 'driver', 'driver_version')),
    totalMiB,
    reservedMiB: unsupported,
    usedMiB,
    freeMiB: firstKnown([memory('free_vram'), difference(totalMiB, usedMiB)]),
    utilizationPercent: readValue(valueAt(row, 'usage', 'gfx_activity'), percentLimits),
    temperatureCelsius: heat.celsius,
    temperatureMarginCelsius: heat.margin,
    hardwareSlowdown: unsupported,
    powerWatts: firstKnown([
      readValue(valueAt(row, 'power', 'socket_power'), wattLimits),
      readValue(valueAt(row, 'power', 'average_socket_power'), wattLimits),
    ]),
    powerLimitWatts: readValue(valueAt(known, 'limit', 'max_power'), wattLimits),
    migEnabled: false,
    slices: [],
  };
}

/** The hottest place that the card tells of, and how far it is below the limit of that very place. */
function hottest(row: unknown, known: unknown): { readonly celsius: Reading; readonly margin: Reading } {
  const at = (place: string): Reading => readValue(valueAt(row, 'temperature', place), celsiusLimits);
  const place = at('hotspot').status === 'ok' ? 'hotspot' : 'edge';
  const celsius = at(place);
  const limit = readValue(valueAt(known, 'limit', `slowdown_${place}_temperature`), celsiusLimits);
  return { celsius, margin: combine([limit, celsius], ([most = 0, now = 0]) => most - now) };
}
