import type { CheckLimits } from '../../core/thresholds/default-checks.js';
import type { ReplayedCheck } from '../../core/thresholds/replay-checks.js';
import { escapeMarkdown, inlineCode } from '../markdown.js';

/** The numbers that can be tried out, with what they are called and their way into the limits. */
export const triedLimits = [
  {
    title: 'VRAM, warning (%)',
    setting: 'agentMigrator.thresholds.vramWarning',
    of: (limits) => limits.vramPercent.warning,
    with: (limits, warning) => ({ ...limits, vramPercent: { ...limits.vramPercent, warning } }),
  },
  {
    title: 'VRAM, critical (%)',
    setting: 'agentMigrator.thresholds.vramCritical',
    of: (limits) => limits.vramPercent.critical,
    with: (limits, critical) => ({ ...limits, vramPercent: { ...limits.vramPercent, critical } }),
  },
  {
    title: 'Temperature, warning (°C)',
    setting: 'agentMigrator.thresholds.temperatureWarning',
    of: (limits) => limits.temperatureCelsius.warning,
    with: (limits, warning) => ({ ...limits, temperatureCelsius: { ...limits.temperatureCelsius, warning } }),
  },
  {
    title: 'Temperature, critical (°C)',
    setting: 'agentMigrator.thresholds.temperatureCritical',
    of: (limits) => limits.temperatureCelsius.critical,
    with: (limits, critical) => ({ ...limits, temperatureCelsius: { ...limits.temperatureCelsius, critical } }),
  },
  {
    title: 'Load, 1 min',
    setting: 'agentMigrator.thresholds.load',
    of: (limits) => limits.load.absolute,
    with: (limits, absolute) => ({ ...limits, load: { ...limits.load, absolute } }),
  },
  {
    title: 'Load for each core',
    setting: 'agentMigrator.thresholds.loadPerCore',
    of: (limits) => limits.load.perCore,
    with: (limits, perCore) => ({ ...limits, load: { ...limits.load, perCore } }),
  },
  {
    title: 'Time to answer (ms)',
    setting: 'agentMigrator.thresholds.responseTime',
    of: (limits) => limits.responseMs,
    with: (limits, responseMs) => ({ ...limits, responseMs }),
  },
] as const satisfies readonly TriedLimit[];

export interface TriedLimit {
  readonly title: string;
  readonly setting: string;
  readonly of: (limits: CheckLimits) => number;
  readonly with: (limits: CheckLimits, value: number) => CheckLimits;
}

export interface Replays {
  readonly hours: number;
  /** What is different in the second replay, such as `VRAM, critical (%): 90 instead of 95`. */
  readonly change: string;
  /** The setting by which that is kept. */
  readonly setting: string;
  readonly now: readonly ReplayedCheck[];
  readonly tried: readonly ReplayedCheck[];
}

const shownTimes = 20;

/** What the stored history would have set off with the thresholds as they are and as they may become, as a Markdown document. */
export function replayCard({ hours, change, setting, now, tried }: Replays): string {
  const rows = now.map(({ id, fired }) => {
    const other = tried.find((one) => one.id === id)?.fired.length ?? 0;
    const changed = other === fired.length ? '' : other > fired.length ? 'more' : 'fewer';
    return `| ${inlineCode(id)} | ${fired.length} | ${other} | ${changed} |`;
  });
  const loud = tried.filter(({ fired }) => fired.length > 0);
  return [
    '# Thresholds, replayed',
    `The last ${hours} hours of this machine, as they were recorded. ${escapeMarkdown(change)}.`,
    `| Check | fired as set now | would have fired | |\n|---|--:|--:|---|\n${rows.join('\n')}`,
    '## What would have happened',
    loud.length === 0 ? 'Nothing.' : loud.map(whatHappened).join('\n\n'),
    // By name: the Markdown preview follows no link to a command.
    `Nothing was changed. The setting ${inlineCode(setting)} keeps it.`,
    '',
  ].join('\n\n');
}

function whatHappened({ text, fired }: ReplayedCheck): string {
  const times = fired.slice(0, shownTimes).map(({ atMs, subject }) => {
    const where = subject.kind === 'host' ? 'this machine' : subject.id;
    return `- ${new Date(atMs).toLocaleString(undefined, { dateStyle: 'short', timeStyle: 'medium' })}: ${escapeMarkdown(where)}`;
  });
  const more = fired.length > shownTimes ? [`- and ${fired.length - shownTimes} times more`] : [];
  return [`**${escapeMarkdown(text)}**`, '', ...times, ...more].join('\n');
}
