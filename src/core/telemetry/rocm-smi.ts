import {
  celsiusLimits,
  difference,
  firstKnown,
  jsonIn,
  members,
  percentLimits,
  readValue,
  textOf,
  valueAt,
  wattLimits,
} from './json-values.js';
import type { GpuSample } from './gpu-sample.js';
import { memoryLimits } from './nvidia-smi-query.js';
import { combine, type Reading, unsupported } from './reading.js';

/** Everything in one run. */
export const rocmArguments: readonly string[] = [
  ...['--showuniqueid', '--showproductname', '--showdriverversion', '--showuse', '--showtemp'],
  ...['--showpower', '--showmaxpower', '--showmeminfo', 'vram', '--json'],
];

const bytesPerMiB = 1024 * 1024;

/** The answer to `rocmArguments`: an object with one member a card, whose names differ by version; `undefined` when it is something else. */
export function parseRocm(stdout: string): readonly GpuSample[] | undefined {
  const answer = jsonIn(stdout);
  const driver = textOf(valueAt(answer, 'system', 'Driver version'));
  const cards = [...members(answer)].flatMap(([name, card]) => {
    const index = /^card(\d+)$/.exec(name)?.[1];
    return index === undefined ? [] : [toSample(index, members(card), driver)];
  });
  return cards.length === 0 ? undefined : cards;
}

function toSample(index: string, card: ReadonlyMap<string, unknown>, driverVersion: string | undefined): GpuSample {
  const named = (pattern: RegExp): unknown => [...card].find(([name]) => pattern.test(name))?.[1];
  const mebibytes = (pattern: RegExp): Reading =>
    combine([readValue(named(pattern), { min: 0, max: memoryLimits.max * bytesPerMiB })], ([bytes = 0]) =>
      Math.round(bytes / bytesPerMiB),
    );
  const totalMiB = mebibytes(/^VRAM Total Memory \(B\)$/i);
  const usedMiB = mebibytes(/^VRAM Total Used Memory \(B\)$/i);
  const celsius = (sensor: string): Reading =>
    readValue(named(new RegExp(`^Temperature \\(Sensor ${sensor}\\) \\(C\\)$`, 'i')), celsiusLimits);
  return {
    uuid: textOf(named(/^Unique ID$/i)) ?? `AMD-${index}`,
    index,
    name: textOf(named(/^Card series$/i)) ?? textOf(named(/^Device Name$/i)) ?? 'AMD GPU',
    driverVersion,
    totalMiB,
    reservedMiB: unsupported,
    usedMiB,
    freeMiB: difference(totalMiB, usedMiB),
    utilizationPercent: readValue(named(/^GPU use \(%\)$/i), percentLimits),
    temperatureCelsius: firstKnown([celsius('junction'), celsius('edge')]),
    temperatureMarginCelsius: unsupported,
    hardwareSlowdown: unsupported,
    powerWatts: readValue(named(/^(Average|Current Socket) Graphics Package Power \(W\)$/i), wattLimits),
    powerLimitWatts: readValue(named(/^Max Graphics Package Power \(W\)$/i), wattLimits),
    migEnabled: false,
    slices: [],
  };
}
