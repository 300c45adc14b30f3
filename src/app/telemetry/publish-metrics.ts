import { standingStages, type Migration } from '../../core/journal/replay.js';
import { progressPoints, telemetryPoints, type AgentProgress } from '../../core/monitoring/metric-points.js';
import type { TelemetrySample } from '../../core/telemetry/telemetry-sample.js';
import type { MetricsPublisher } from '../ports/metrics-publisher.js';
import type { MigrationStore } from '../ports/migration-store.js';

export interface MetricsSources {
  readonly machine: string;
  readonly store: MigrationStore;
  readonly publishers: readonly MetricsPublisher[];
}

/** Publishes one sample together with what the journal knows of every agent. */
export async function publishMetrics(sources: MetricsSources, sample: TelemetrySample): Promise<void> {
  const { history } = await sources.store.view();
  const points = [...telemetryPoints(sample, sources.machine), ...progressPoints(progressOf(history.migrations))];
  await Promise.all(sources.publishers.map((publisher) => publisher.publish(points)));
}

/** The newest migration of an agent says how far it is; all of them say how often it went back. */
function progressOf(migrations: readonly Migration[]): readonly AgentProgress[] {
  const agents = new Map<string, AgentProgress>();
  for (const migration of migrations) {
    for (const name of migration.begun.classes) {
      const agent = `${migration.path}:${name}`;
      const rollbacks = (agents.get(agent)?.rollbacks ?? 0) + (migration.state === 'rolled-back' ? 1 : 0);
      agents.set(agent, { agent, stagesDone: standingStages(migration).length, rollbacks });
    }
  }
  return [...agents.values()];
}
