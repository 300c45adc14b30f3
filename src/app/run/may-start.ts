import type { Reason } from '../../core/reason.js';
import type { Schedule } from '../../core/schedule/schedule.js';
import { decideStart, longestGapMs, type StartDecision } from '../../core/schedule/start-decision.js';
import type { Operation } from '../operation.js';
import type { Observation } from '../ports/observation.js';

export interface StartPorts {
  readonly observation: Pick<Observation, 'measure' | 'history'>;
  /** Why no run may begin at all. */
  readonly obstacle: (operation: Operation) => Promise<Reason | undefined>;
  /** Milliseconds since the Unix epoch. */
  readonly nowMs: () => number;
}

/** How often a schedule is looked at: often enough that the machine counts as watched in between. */
export const lookAgainMs = longestGapMs / 3;

/** Measures the machine once and says whether what was scheduled begins now. */
export async function mayStart(
  { observation, obstacle, nowMs }: StartPorts,
  schedule: Schedule,
  operation: Operation,
): Promise<StartDecision> {
  const { calm } = schedule;
  if (calm !== undefined) await observation.measure([], operation.signal);
  const now = nowMs();
  const frames = calm === undefined ? [] : await observation.history(now - calm.forMs - longestGapMs, now);
  const moment = { nowMs: now, ...localTime(now), frames };
  const decision = decideStart(schedule, moment);
  // Version control is asked last: it takes a process.
  const reason = decision.start ? await obstacle(operation) : undefined;
  return reason === undefined ? decision : decideStart(schedule, { ...moment, obstacle: reason.message });
}

/** Day of the week, 0 being Sunday, and minute of the day, where this machine stands. */
export function localTime(atMs: number): { readonly day: number; readonly minute: number } {
  const at = new Date(atMs);
  return { day: at.getDay(), minute: at.getHours() * 60 + at.getMinutes() };
}
