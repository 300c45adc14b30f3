import type uPlot from 'uplot';
import type { Dashboard } from '../protocol/telemetry-panel.js';

export type Chart = Dashboard['charts'][number];
export type TimeRange = Pick<Dashboard, 'fromMs' | 'toMs'>;

/** A chart's lines as the plot takes them: seconds, then one list for every line; `null` is a gap and `undefined` is passed over. */
export function plottedData({ lines }: Chart, range: TimeRange): uPlot.AlignedData {
  return [timesOf(range, lines[0]?.values.length ?? 0), ...lines.map(({ values }) => plottedValues(values))];
}

let newestTimes = { fromMs: 0, toMs: 0, times: new Float64Array() };

/** All charts of a page show the same times. */
function timesOf({ fromMs, toMs }: TimeRange, count: number): Float64Array {
  const { times: known } = newestTimes;
  if (newestTimes.fromMs === fromMs && newestTimes.toMs === toMs && known.length === count) return known;
  const times = new Float64Array(count);
  // Two values stand in one bucket, a quarter from either end.
  const step = (toMs - fromMs) / count / 1000;
  for (let i = 0; i < count; i++) times[i] = fromMs / 1000 + (i + 0.5) * step;
  newestTimes = { fromMs, toMs, times };
  return times;
}

/** A loop, because this is done for every value at every redraw and costs as much as drawing when it is done by iterators. */
export function plottedValues(values: Float32Array): (number | null | undefined)[] {
  const plotted = new Array<number | null | undefined>(values.length);
  for (let i = 0; i < values.length; i++) plotted[i] = plottedValue(values[i] ?? Number.NaN);
  return plotted;
}

/** NaN is a gap; what is not finite stands between two samples. */
function plottedValue(value: number): number | null | undefined {
  if (Number.isNaN(value)) return null;
  return Number.isFinite(value) ? value : undefined;
}

/** The value at a place or the newest one before it on the same line; `undefined` in a gap. */
export function valueAt(values: ArrayLike<number>, index: number): number | undefined {
  for (let at = index; at >= 0; at--) {
    const value = values[at] ?? Number.NaN;
    if (Number.isNaN(value)) return undefined;
    if (Number.isFinite(value)) return value;
  }
  return undefined;
}

/** `62 %`, `3.4`, `not measured`. */
export function valueInWords(value: number | undefined, unit: string): string {
  if (value === undefined) return 'not measured';
  const digits = Math.abs(value) < 10 ? 1 : 0;
  return `${value.toFixed(digits)}${unit === '' ? '' : ` ${unit}`}`;
}

// Made once: to make one costs more than to draw a chart.
const timeFormat = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' });

/** A time of the day as people of this place write it. */
export function timeInWords(atMs: number): string {
  return timeFormat.format(atMs);
}
