import { counted } from '../../core/text/counted.js';
import type * as vscode from 'vscode';
import type { HourOfWeek } from '../../core/schedule/hours-of-week.js';
import { dayNames, parseSchedule, scheduleForm, scheduleText, type Schedule } from '../../core/schedule/schedule.js';
import type { Dialogs } from '../dialogs.js';

interface Proposal extends vscode.QuickPickItem {
  /** Absent where it is to be written. */
  readonly schedule?: Schedule;
}

const usual = 'load<0.5 vram>2048 for 10m';

/** Asks when a wave may begin: in an hour that was calm so far, or when what is written holds. */
export async function askForSchedule(dialogs: Dialogs, calmest: readonly HourOfWeek[]): Promise<Schedule | undefined> {
  const write: Proposal = {
    label: '$(edit) When the machine is calm, or at a time…',
    detail: `Such as ${scheduleForm}`,
  };
  const placeholder =
    calmest.length === 0 ? 'No hour has been measured for long enough to be proposed' : 'Hours that were calm so far';
  const title = 'Schedule wave';
  const picked = await dialogs.pick([...calmest.map(proposal), write], { title, placeholder });
  if (picked === undefined || picked.schedule !== undefined) return picked?.schedule;
  const written = await dialogs.input({
    title,
    prompt: `When? ${scheduleForm}; VRAM in MiB, free on every GPU`,
    value: usual,
    problem: (text) => (parseSchedule(text) === undefined ? `Write ${scheduleForm}` : undefined),
  });
  return written === undefined ? undefined : parseSchedule(written);
}

function proposal({ hour, samples, weeks, meanLoadPerCore, leastFreeVramMiB }: HourOfWeek): Proposal {
  const from = (hour % 24) * 60;
  const schedule = { window: { days: [Math.floor(hour / 24)], fromMinute: from, toMinute: from + 60 } };
  const [day = '', time = ''] = scheduleText(schedule).split(' ');
  const vram =
    leastFreeVramMiB === undefined ? '' : `, never less than ${Math.round(leastFreeVramMiB)} MiB of VRAM free`;
  return {
    label: `$(clock) ${dayTitles[dayNames.findIndex((name) => name === day)] ?? day} ${time}`,
    description: `load per core ${meanLoadPerCore.toFixed(2)}${vram}`,
    detail: `${counted(samples, 'sample')} in ${counted(weeks, 'week')}`,
    schedule,
  };
}

const dayTitles = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'] as const;
