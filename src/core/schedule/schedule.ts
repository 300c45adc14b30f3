import { parseDuration } from '../telemetry/duration.js';

/** The machine has been idle enough for so long. */
export interface CalmCondition {
  /** Load average per core below which it counts as calm; 1 is all cores busy. */
  readonly maxLoadPerCore?: number;
  /** VRAM that is free on every GPU, in MiB. */
  readonly minFreeVramMiB?: number;
  readonly forMs: number;
}

/** A time of day, on some days or on all of them; one that ends before it begins goes on into the next day. */
export interface TimeWindow {
  /** 0 is Sunday; empty for every day. */
  readonly days: readonly number[];
  /** Minutes from midnight, local time. */
  readonly fromMinute: number;
  readonly toMinute: number;
}

/** When a wave may begin: all that is said must hold; at least one of the two is. */
export interface Schedule {
  readonly calm?: CalmCondition;
  readonly window?: TimeWindow;
}

export const dayNames = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
export const minutesOfDay = 1440;

/** What a schedule may say, for whoever wrote something else. */
export const scheduleForm = '"load<0.5 vram>2048 for 10m", "sat,sun 02:00-05:00", or both';

const defaultForMs = 10 * 60_000;
const longestForMs = 12 * 3_600_000;

/** Reads what a person wrote; `undefined` when any of it is not understood. */
export function parseSchedule(written: string): Schedule | undefined {
  const words = written
    .trim()
    .toLowerCase()
    .replace(/\s*([<>])\s*/g, '$1')
    .split(/\s+/);
  let draft: { load?: number; vram?: number; forMs?: number; days?: readonly number[]; times?: [number, number] } = {};
  for (let word = words.shift(); word !== undefined; word = words.shift()) {
    const [, load] = /^load<(\d*\.?\d+)$/.exec(word) ?? [];
    const [, vram] = /^vram>(\d+)(?:mib)?$/.exec(word) ?? [];
    const times = timesOf(word);
    const days = daysOf(word);
    if (load !== undefined && draft.load === undefined && Number(load) > 0) draft = { ...draft, load: Number(load) };
    else if (vram !== undefined && draft.vram === undefined) draft = { ...draft, vram: Number(vram) };
    else if (word === 'for' && draft.forMs === undefined) {
      const forMs = parseDuration(words.shift() ?? '');
      if (forMs === undefined || forMs > longestForMs) return undefined;
      draft = { ...draft, forMs };
    } else if (times && !draft.times) draft = { ...draft, times };
    else if (days && !draft.days) draft = { ...draft, days };
    else return undefined;
  }
  return scheduleOf(draft);
}

function scheduleOf(draft: {
  readonly load?: number;
  readonly vram?: number;
  readonly forMs?: number;
  readonly days?: readonly number[];
  readonly times?: readonly [number, number];
}): Schedule | undefined {
  const { load, vram, forMs, days = [], times } = draft;
  const isCalm = load !== undefined || vram !== undefined;
  if ((!isCalm && (forMs !== undefined || times === undefined)) || (days.length > 0 && times === undefined))
    return undefined;
  const limits = {
    ...(load === undefined ? {} : { maxLoadPerCore: load }),
    ...(vram === undefined ? {} : { minFreeVramMiB: vram }),
  };
  return {
    ...(isCalm ? { calm: { ...limits, forMs: forMs ?? defaultForMs } } : {}),
    ...(times ? { window: { days, fromMinute: times[0], toMinute: times[1] } } : {}),
  };
}

function timesOf(word: string): [number, number] | undefined {
  const [, fromHour, fromMinute, toHour, toMinute] = /^(\d{1,2}):(\d\d)-(\d{1,2}):(\d\d)$/.exec(word) ?? [];
  const from = Number(fromHour) * 60 + Number(fromMinute);
  const to = Number(toHour) * 60 + Number(toMinute);
  const isTime = (minute: number, digits: string | undefined): boolean =>
    minute >= 0 && minute <= minutesOfDay && Number(digits) < 60;
  return isTime(from, fromMinute) && isTime(to, toMinute) && from !== to && from < minutesOfDay
    ? [from, to]
    : undefined;
}

function daysOf(word: string): readonly number[] | undefined {
  const days = word.split(',').map((name) => dayNames.findIndex((day) => day === name));
  return days.some((day) => day < 0) ? undefined : [...new Set(days)].sort((a, b) => a - b);
}

/** The same in the words that `parseSchedule` reads. */
export function scheduleText({ calm, window }: Schedule): string {
  const parts: string[] = [];
  if (calm?.maxLoadPerCore !== undefined) parts.push(`load<${calm.maxLoadPerCore}`);
  if (calm?.minFreeVramMiB !== undefined) parts.push(`vram>${calm.minFreeVramMiB}`);
  if (calm !== undefined) parts.push(`for ${calm.forMs / 1000}s`.replace(/ (\d+)s$/, minutesWhereWhole));
  if (window !== undefined) {
    if (window.days.length > 0) parts.push(window.days.map((day) => dayNames[day]).join(','));
    parts.push(`${timeText(window.fromMinute)}-${timeText(window.toMinute)}`);
  }
  return parts.join(' ');
}

function minutesWhereWhole(_whole: string, seconds: string): string {
  return Number(seconds) % 60 === 0 ? ` ${Number(seconds) / 60}m` : ` ${seconds}s`;
}

function timeText(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}
