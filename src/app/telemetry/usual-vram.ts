import { dayMs } from '../../core/observation/baseline.js';
import { median } from '../../core/observation/median.js';
import { agentSeries } from '../../core/telemetry/frame.js';
import type { TelemetryHistory } from '../ports/telemetry-history.js';

/** Median of the VRAM in MiB that an agent held in the day before a moment; `undefined` when it was never seen to hold any. */
export async function usualVramMiB(
  history: TelemetryHistory,
  agent: string,
  beforeMs: number,
): Promise<number | undefined> {
  const series = agentSeries(agent, 'vramMiB');
  const held = (await history.read(beforeMs - dayMs, beforeMs)).flatMap(({ values }) => values[series] ?? []);
  const positive = held.filter((mib) => mib > 0);
  return positive.length === 0 ? undefined : median(positive);
}
