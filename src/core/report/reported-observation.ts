import type { Note } from '../journal/replay.js';
import type { Baseline } from '../observation/baseline.js';
import type { Effect } from '../observation/effect.js';
import { measuredMinutes, medianInterval, type MedianInterval } from '../observation/measured.js';
import { metrics } from '../observation/metric.js';
import { newestObservation, type RecordedObservation } from '../observation/observation-record.js';

/** One metric of an agent as it was measured; `null` for what was not. */
export interface ReportedTelemetry {
  readonly metric: string;
  readonly unit: string;
  /** Of the last hour before the migration. */
  readonly before: MedianInterval | null;
  /** Of the last hour of the observation. */
  readonly after: MedianInterval | null;
  readonly change: Effect | null;
}

/** What an observation measured and came to; nothing of it is estimated. Times are ISO 8601. */
export interface ReportedObservation {
  readonly phase: 'running' | 'passed' | 'failed' | 'inconclusive' | 'cancelled';
  readonly begunAt: string;
  /** How long it was to be. */
  readonly forMs: number;
  /** Absent while it goes on. */
  readonly observedMs?: number;
  readonly unobservedMs?: number;
  /** One sentence for each reason of the verdict, with what was measured before and after. */
  readonly because: readonly string[];
  /** Of each metric that was measured on one side at least. */
  readonly telemetry: readonly ReportedTelemetry[];
}

/** Of the newest observation; `null` when there was none. */
export function reportedObservation(notes: readonly Note[]): ReportedObservation | null {
  const recorded = newestObservation(notes);
  if (recorded === undefined) return null;
  const { begun, begunAtMs, decided, ended } = recorded;
  return {
    phase: ended?.phase ?? 'running',
    ...{ begunAt: new Date(begunAtMs).toISOString(), forMs: begun.forMs },
    ...(ended === undefined ? {} : { observedMs: ended.observedMs, unobservedMs: ended.unobservedMs }),
    because: decided?.because.map(({ text }) => text) ?? [],
    telemetry: telemetryOf(recorded),
  };
}

/** Before a verdict, and in journals of earlier versions, only the time before the migration is known. */
function telemetryOf({ begun, decided }: RecordedObservation): readonly ReportedTelemetry[] {
  const baseline: Baseline['metrics'] = begun.baseline.metrics;
  return metrics.flatMap(({ id, title, unit }) => {
    const known = decided?.measured?.find(({ metric }) => metric === id);
    const minutes = (baseline[id] ?? []).slice(-measuredMinutes);
    const before = known?.before ?? medianInterval(minutes.map(({ median }) => median)) ?? null;
    if (before === null) return [];
    return [{ metric: title, unit, before, after: known?.after ?? null, change: known?.change ?? null }];
  });
}
