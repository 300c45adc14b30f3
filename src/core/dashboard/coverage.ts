import type { Frame } from '../telemetry/frame.js';
import type { TimeSpan } from '../history/down-sample.js';
import type { Coverage } from './dashboard.js';
import { joinedMs } from './drawn-line.js';

/**
 * How complete a span is; frames are in order of time. What lies before the first of them is no gap: nobody measured yet, and the trust line
 * says since when somebody does. A machine on which measuring began a minute ago would otherwise be called full of gaps.
 */
export function coverageOf(frames: readonly Frame[], { fromMs, toMs }: TimeSpan): Coverage {
  const firstMs = frames[0]?.atMs ?? toMs;
  const sinceMs = firstMs - fromMs > joinedMs ? firstMs : fromMs;
  let gaps = 0;
  let unmeasuredMs = 0;
  let lastMs = sinceMs;
  for (const atMs of [...frames.map((frame) => frame.atMs), toMs]) {
    if (atMs - lastMs > joinedMs) {
      gaps += 1;
      unmeasuredMs += atMs - lastMs;
    }
    lastMs = atMs;
  }
  return { sinceMs, gaps, unmeasuredShare: sinceMs < toMs ? Math.min(1, unmeasuredMs / (toMs - sinceMs)) : 1 };
}
