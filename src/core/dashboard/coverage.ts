import type { Frame } from '../telemetry/frame.js';
import type { TimeSpan } from '../history/down-sample.js';
import type { Coverage } from './dashboard.js';
import { joinedMs } from './drawn-line.js';

/** How much of a span was not measured; frames are in order of time. */
export function coverageOf(frames: readonly Frame[], { fromMs, toMs }: TimeSpan): Coverage {
  let gaps = 0;
  let unmeasuredMs = 0;
  let lastMs = fromMs;
  for (const atMs of [...frames.map((frame) => frame.atMs), toMs]) {
    if (atMs - lastMs > joinedMs) {
      gaps += 1;
      unmeasuredMs += atMs - lastMs;
    }
    lastMs = atMs;
  }
  return { gaps, unmeasuredShare: Math.min(1, unmeasuredMs / (toMs - fromMs)) };
}
