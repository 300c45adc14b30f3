import type { Frame } from '../telemetry/frame.js';
import type { TimeSpan } from '../history/down-sample.js';

/** While nobody looks there is one sample a minute: what is further apart than that was not measured in between. */
export const joinedMs = 75_000;

/** So many moments in a row that were measured without the quantity are a gap of it, however close together. */
const missingUntilGap = 2;

/** Stands between two samples that belong together; a line goes through. */
const between = Number.POSITIVE_INFINITY;

/** The quantity of a line at one moment; `undefined` when it was not measured. */
export type ReadQuantity = (frame: Frame) => number | undefined;

/**
 * A line of `buckets` steps over a span: the least and the most of every bucket, so that no peak is lost. NaN is a gap, and `between` is a
 * bucket without a sample on the way from one sample to the next.
 */
export function drawnLine(frames: readonly Frame[], read: ReadQuantity, span: TimeSpan, buckets: number): Float32Array {
  const points = new Float32Array(2 * buckets).fill(Number.NaN);
  const width = (span.toMs - span.fromMs) / buckets;
  let last = { atMs: Number.NEGATIVE_INFINITY, end: 0 };
  let missing = 0;
  for (const frame of frames) {
    if (frame.atMs < span.fromMs || frame.atMs >= span.toMs) continue;
    const value = read(frame);
    if (value === undefined) {
      missing += 1;
      continue;
    }
    const at = 2 * Math.floor((frame.atMs - span.fromMs) / width);
    const isJoined = frame.atMs - last.atMs <= joinedMs && missing < missingUntilGap;
    if (isJoined && last.end < at) points.fill(between, last.end, at);
    const isFirst = last.end !== at + 2;
    points[at] = isFirst ? value : Math.min(points[at] ?? value, value);
    points[at + 1] = isFirst ? value : Math.max(points[at + 1] ?? value, value);
    last = { atMs: frame.atMs, end: at + 2 };
    missing = 0;
  }
  return points;
}
