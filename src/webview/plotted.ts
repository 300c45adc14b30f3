import type uPlot from 'uplot';
import type { Dashboard } from '../protocol/telemetry-panel.js';

export type Chart = Dashboard['charts'][number];
export type TimeRange = Pick<Dashboard, 'fromMs' | 'toMs'>;

/** A chart's lines as the plot takes them: seconds, then one list for every line; `null` is a gap and `undefined` is passed over. */
export function plottedData({ lines }: Chart, { fromMs, toMs }: TimeRange): uPlot.AlignedData {
  const count = lines[0]?.values.length ?? 0;
  // Two values stand in one bucket, a quarter from either end.
  const step = (toMs - fromMs) / count / 1000;
  const times = Float64Array.from({ length: count }, (_, i) => fromMs / 1000 + (i + 0.5) * step);
  return [times, ...lines.map(({ values }) => Array.from(values, plottedValue))];
}

/** NaN is a gap; what is not finite stands between two samples. */
export function plottedValue(value: number): number | null | undefined {
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
