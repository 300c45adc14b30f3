import { beforeAndAfter, comparedMs } from '../../core/dashboard/before-after.js';
import { chartsOf, type ChartOptions } from '../../core/dashboard/charts.js';
import { coverageOf } from '../../core/dashboard/coverage.js';
import type { ChangeMark, Comparison, Dashboard } from '../../core/dashboard/dashboard.js';
import type { TelemetryHistory } from '../ports/telemetry-history.js';

export interface DashboardRequest extends ChartOptions {
  /** Everything that was migrated or rolled back, whenever it was. */
  readonly marks: readonly ChangeMark[];
  /** Id of the migration to compare before and after of; the newest one when it is `null` or unknown. */
  readonly compared: string | null;
}

/** What the dashboard shows of the last day's history. */
export async function showDashboard(history: TelemetryHistory, request: DashboardRequest): Promise<Dashboard> {
  const { span, marks } = request;
  const frames = await history.read(span.fromMs, span.toMs);
  return {
    ...span,
    charts: chartsOf(frames, request),
    marks: marks.filter(({ atMs }) => atMs >= span.fromMs && atMs < span.toMs),
    coverage: coverageOf(frames, span),
    comparison: await compare(history, request),
  };
}

async function compare(history: TelemetryHistory, { marks, compared }: DashboardRequest): Promise<Comparison | null> {
  const migrations = marks.filter(({ kind }) => kind === 'migration');
  const newest = migrations.reduce<ChangeMark | undefined>(
    (last, mark) => (last === undefined || mark.atMs > last.atMs ? mark : last),
    undefined,
  );
  const mark = migrations.find(({ id }) => id === compared) ?? newest;
  if (mark === undefined) return null;
  return beforeAndAfter(await history.read(mark.atMs - comparedMs, mark.atMs + comparedMs), mark);
}
