import type { CheckLimits, CheckRules } from '../../core/thresholds/default-checks.js';
import { checksFor } from '../../core/thresholds/default-checks.js';
import { replayChecks, type ReplayedCheck } from '../../core/thresholds/replay-checks.js';
import type { TelemetryHistory } from '../ports/telemetry-history.js';

export interface ReplayRequest {
  readonly fromMs: number;
  readonly toMs: number;
  readonly limits: CheckLimits;
  readonly rules: CheckRules;
  readonly intervalMs: number;
}

/** What the last day would have been like under other thresholds: so that a change can be judged before it is saved. */
export async function replayHistory(
  history: TelemetryHistory,
  { fromMs, toMs, limits, rules, intervalMs }: ReplayRequest,
): Promise<readonly ReplayedCheck[]> {
  const frames = await history.read(fromMs, toMs);
  const series = frames.flatMap(({ values }) => Object.keys(values));
  const agents = [...new Set(series.flatMap((id) => /^agent:(.+):answered$/.exec(id)?.[1] ?? []))];
  return replayChecks(frames, { checks: checksFor(limits, rules), agents, intervalMs });
}
