import type { Frame } from '../telemetry/frame.js';
import { leastFreeVramMiB, loadPerCore } from './start-decision.js';

/** What one hour of the week was like, over all weeks in which it was measured. */
export interface HourOfWeek {
  /** 0 is the hour after midnight on Sunday, 167 the last one of Saturday; local time. */
  readonly hour: number;
  readonly samples: number;
  /** Different weeks of which samples stand in it. */
  readonly weeks: number;
  readonly meanLoadPerCore: number;
  /** The least that was ever free on any GPU; absent where none was measured. */
  readonly leastFreeVramMiB?: number;
}

/** All hours that were measured, and until when frames were taken in. */
export interface WeekProfile {
  readonly untilMs: number;
  readonly hours: readonly (HourOfWeek & { readonly lastWeek: number })[];
}

export const emptyWeek: WeekProfile = { untilMs: 0, hours: [] };

/** Fewer samples than ten minutes' worth, one each five seconds, say little of an hour. */
const fewestSamples = 120;

const weekMs = 7 * 24 * 3_600_000;

/** Takes frames in that are newer than what was taken in before; `hourOf` tells the hour of the week of a time, in local time. */
export function withFrames(
  profile: WeekProfile,
  frames: readonly Frame[],
  hourOf: (atMs: number) => number,
): WeekProfile {
  const hours = new Map(profile.hours.map((one) => [one.hour, one]));
  let { untilMs } = profile;
  for (const frame of frames) {
    const load = loadPerCore(frame);
    if (frame.atMs <= untilMs || load === undefined) continue;
    untilMs = frame.atMs;
    const hour = hourOf(frame.atMs);
    const lastWeek = Math.floor(frame.atMs / weekMs);
    const before = hours.get(hour);
    const samples = (before?.samples ?? 0) + 1;
    const free = [before?.leastFreeVramMiB, leastFreeVramMiB(frame)].filter((one) => one !== undefined);
    hours.set(hour, {
      hour,
      samples,
      lastWeek,
      weeks: (before?.weeks ?? 0) + (before?.lastWeek === lastWeek ? 0 : 1),
      meanLoadPerCore: ((before?.meanLoadPerCore ?? 0) * (samples - 1) + load) / samples,
      ...(free.length === 0 ? {} : { leastFreeVramMiB: Math.min(...free) }),
    });
  }
  return { untilMs, hours: [...hours.values()].sort((a, b) => a.hour - b.hour) };
}

/** The hours that were measured well enough, the calmest first; among equals the one with more free VRAM. */
export function calmestHours({ hours }: WeekProfile, most: number): readonly HourOfWeek[] {
  return hours
    .filter(({ samples }) => samples >= fewestSamples)
    .sort(
      (a, b) =>
        a.meanLoadPerCore - b.meanLoadPerCore ||
        (b.leastFreeVramMiB ?? 0) - (a.leastFreeVramMiB ?? 0) ||
        a.hour - b.hour,
    )
    .slice(0, most);
}
