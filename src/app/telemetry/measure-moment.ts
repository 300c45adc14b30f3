import { frameOf, type AgentMeasurement, type Frame } from '../../core/telemetry/frame.js';
import type { TelemetrySample } from '../../core/telemetry/telemetry-sample.js';
import type { AgentWatch, WatchedAgent } from '../ports/agent-watch.js';
import type { Clock } from '../ports/clock.js';
import type { TelemetryHistory } from '../ports/telemetry-history.js';
import type { TelemetrySource } from '../ports/telemetry-source.js';

export interface MeasurePorts {
  readonly telemetry: TelemetrySource;
  readonly history: TelemetryHistory;
  readonly agents: AgentWatch;
  readonly clock: Clock;
}

export interface MeasuredMoment {
  readonly sample: TelemetrySample;
  readonly agents: readonly AgentMeasurement[];
}

/** One moment of machine and agents, kept for whoever asks later. */
export async function measureMoment(
  { telemetry, history, agents: watch, clock }: MeasurePorts,
  watched: readonly WatchedAgent[],
  signal: AbortSignal,
): Promise<MeasuredMoment & { readonly frame: Frame }> {
  const asked = watched.length === 0 ? [] : watch.measure(watched, signal);
  const [sample, agents] = await Promise.all([telemetry.sample(signal), asked]);
  signal.throwIfAborted();
  // The sample may be somebody else's of a few seconds ago; what the agents showed is of now.
  const frame = { ...frameOf(sample, agents), atMs: clock.nowMs() };
  // A disk that is full or not ours is no reason not to go on measuring.
  await history.record(frame).catch(() => undefined);
  return { sample, agents, frame };
}
