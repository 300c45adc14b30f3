import type { RunItem } from '../../core/journal/run.js';

/** The safe edits of a wave, which was planned and waits for its time. */
export interface ScheduledRun {
  /** URI of the workspace folder. */
  readonly folder: string;
  readonly title: string;
  /** As `parseSchedule` reads it. */
  readonly when: string;
  readonly items: readonly RunItem[];
}

/** What was kept of a scheduled run; `undefined` for anything else. */
export function scheduledFrom(value: unknown): ScheduledRun | undefined {
  if (!isRecord(value) || !Array.isArray(value['items'])) return undefined;
  const { folder, title, when, items: kept } = value;
  const items = kept.map(itemFrom).filter((item) => item !== undefined);
  if (typeof folder !== 'string' || typeof title !== 'string' || typeof when !== 'string') return undefined;
  return items.length === kept.length ? { folder, title, when, items } : undefined;
}

function itemFrom(value: unknown): RunItem | undefined {
  if (!isRecord(value)) return undefined;
  const { path, plan, classes } = value;
  if (typeof path !== 'string' || typeof plan !== 'string' || !Array.isArray(classes)) return undefined;
  return { path, plan, classes: classes.map(String) };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> & { readonly items?: unknown } {
  return typeof value === 'object' && value !== null;
}
