import type { Frame, SeriesId } from '../telemetry/frame.js';

/** One series at the width of a chart: the least and the most of every pixel, `null` where nothing was measured. */
export interface PixelSeries {
  readonly low: readonly (number | null)[];
  readonly high: readonly (number | null)[];
}

export interface TimeSpan {
  readonly fromMs: number;
  readonly toMs: number;
}

/** Brings frames down to pixels: no peak is lost, and a gap stays a gap. `pixels` is at least 1. */
export function downSample(frames: readonly Frame[], series: SeriesId, span: TimeSpan, pixels: number): PixelSeries {
  const low = new Array<number | null>(pixels).fill(null);
  const high = new Array<number | null>(pixels).fill(null);
  const width = (span.toMs - span.fromMs) / pixels;
  for (const { atMs, values } of frames) {
    const value = values[series];
    if (value === undefined || atMs < span.fromMs || atMs >= span.toMs) continue;
    const pixel = Math.floor((atMs - span.fromMs) / width);
    low[pixel] = Math.min(low[pixel] ?? value, value);
    high[pixel] = Math.max(high[pixel] ?? value, value);
  }
  return { low, high };
}
