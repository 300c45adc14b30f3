import { gpusIn, gpuSeries, hostSeries, type Frame } from '../telemetry/frame.js';
import { minutesOfDay, type CalmCondition, type Schedule, type TimeWindow } from './schedule.js';

/** What a decision is made from; a host has asked its clock, its history and its version control. */
export interface StartMoment {
  readonly nowMs: number;
  /** Local time: minutes from midnight of the day, 0 being Sunday. */
  readonly day: number;
  readonly minute: number;
  /** What was measured lately, oldest first. */
  readonly frames: readonly Frame[];
  /** Why no run may begin at all, such as a merge or changes that are not committed. */
  readonly obstacle?: string;
}

/** `because` says what is waited for, in words. */
export type StartDecision = { readonly start: true } | { readonly start: false; readonly because: string };

/** The longest silence within which a machine still counts as watched: three of the editor's slowest intervals. */
export const longestGapMs = 90_000;

/** Whether a wave begins now. What was not measured is no calm, and an obstacle is asked for only when all else holds. */
export function decideStart({ calm, window }: Schedule, moment: StartMoment): StartDecision {
  const because = (window && outside(window, moment)) ?? (calm && unrest(calm, moment)) ?? moment.obstacle;
  return because === undefined ? { start: true } : { start: false, because };
}

function outside(window: TimeWindow, { day, minute }: StartMoment): string | undefined {
  const { days, fromMinute, toMinute } = window;
  const isOver = toMinute <= fromMinute;
  const isAfterMidnight = isOver && minute < toMinute;
  // The hours after midnight belong to the day on which the window began.
  const began = isAfterMidnight ? (day + 6) % 7 : day;
  const isInside = isOver ? minute >= fromMinute || isAfterMidnight : minute >= fromMinute && minute < toMinute;
  const isDay = days.length === 0 || days.includes(began);
  return isInside && isDay && minute < minutesOfDay ? undefined : 'its time of day has not come';
}

function unrest(calm: CalmCondition, { frames, nowMs }: StartMoment): string | undefined {
  const fromMs = nowMs - calm.forMs;
  const recent = frames.filter(({ atMs }) => atMs >= fromMs - longestGapMs && atMs <= nowMs);
  const times = [fromMs, ...recent.map(({ atMs }) => Math.max(atMs, fromMs)), nowMs];
  const isWatched = recent.length > 0 && times.every((at, index) => at - (times[index - 1] ?? at) <= longestGapMs);
  const during = recent.filter(({ atMs }) => atMs >= fromMs);
  const watched = during.length > 0 ? during : recent.slice(-1);
  const busy = watched.findLast((frame) => problemOf(calm, frame) !== undefined);
  if (busy !== undefined) return problemOf(calm, busy);
  return isWatched ? undefined : 'the machine has not been measured for long enough';
}

function problemOf({ maxLoadPerCore, minFreeVramMiB }: CalmCondition, frame: Frame): string | undefined {
  if (maxLoadPerCore !== undefined) {
    const load = loadPerCore(frame);
    if (load === undefined) return 'the load of the machine is not measured';
    if (load >= maxLoadPerCore) return `the load per core was ${load.toFixed(2)}`;
  }
  if (minFreeVramMiB !== undefined) {
    const free = leastFreeVramMiB(frame);
    if (free === undefined) return 'the VRAM of the machine is not measured';
    if (free <= minFreeVramMiB) return `${Math.round(free)} MiB of VRAM were free`;
  }
  return undefined;
}

/** Load average over cores; where there is none, as on Windows, the share of processor time in use. */
export function loadPerCore({ values }: Frame): number | undefined {
  const load = values[hostSeries('load1')];
  const cores = values[hostSeries('cpuCount')];
  if (load !== undefined && cores !== undefined && cores > 0) return load / cores;
  const percent = values[hostSeries('cpuPercent')];
  return percent === undefined ? undefined : percent / 100;
}

/** Of the GPU that has the least. */
export function leastFreeVramMiB(frame: Frame): number | undefined {
  const free = gpusIn(frame).flatMap((uuid) => frame.values[gpuSeries(uuid, 'freeMiB')] ?? []);
  return free.length === 0 ? undefined : Math.min(...free);
}
