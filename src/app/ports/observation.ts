import type { Dashboard } from '../../core/dashboard/dashboard.js';
import type { RemoteMachine } from '../../core/monitoring/prometheus-answer.js';
import type { Frame } from '../../core/telemetry/frame.js';
import type { ReplayedCheck } from '../../core/thresholds/replay-checks.js';
import type { RollbackPorts } from '../change-ports.js';
import type { MeasuredMoment } from '../telemetry/measure-moment.js';
import type { ObservationReport, ObserveRequest } from '../observation/observe-migration.js';
import type { Operation } from '../operation.js';
import type { ReplayRequest } from '../telemetry/replay-history.js';
import type { DashboardRequest } from '../telemetry/show-dashboard.js';
import type { WatchedAgent } from './agent-watch.js';

/** How a program began: it ended well, goes on running, or did not do what it was to do. */
export type StartedCommand =
  { readonly status: 'done' | 'running' } | { readonly status: 'failed'; readonly message: string };

/** Watching a machine and its agents over time. It is a program of its own, so that only who watches has to load it. */
export interface Observation {
  /** Watches a migration to its verdict, as `observeMigration`. */
  observe(changes: RollbackPorts, request: ObserveRequest, operation: Operation): Promise<ObservationReport>;
  /** Measures machine and agents once, and keeps it in the history. */
  measure(agents: readonly WatchedAgent[], signal: AbortSignal): Promise<MeasuredMoment>;
  /** What was measured between two times of the last day, oldest first. */
  history(fromMs: number, toMs: number): Promise<readonly Frame[]>;
  /** What checks would have done, as `replayHistory`. */
  replay(request: ReplayRequest): Promise<readonly ReplayedCheck[]>;
  /** What a dashboard shows of the last day, as `showDashboard`. */
  dashboard(request: DashboardRequest): Promise<Dashboard>;
  /** What an agent usually held before a moment, as `usualVramMiB`. */
  usualVramMiB(agent: string, beforeMs: number): Promise<number | undefined>;
  /** Starts a program in the workspace folder, which a person has agreed to; rejects only when `signal` aborts. */
  start(command: readonly [string, ...(readonly string[])], signal: AbortSignal): Promise<StartedCommand>;
  /** What an existing Prometheus knows of the machines that it watches. Rejects when it cannot be asked. */
  machines(prometheusUrl: string, signal: AbortSignal): Promise<readonly RemoteMachine[]>;
  dispose(): void;
}
