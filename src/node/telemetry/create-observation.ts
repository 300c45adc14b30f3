import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { measureMoment } from '../../app/telemetry/measure-moment.js';
import { observeMigration } from '../../app/observation/observe-migration.js';
import type { Observation } from '../../app/ports/observation.js';
import { replayHistory } from '../../app/telemetry/replay-history.js';
import { showDashboard } from '../../app/telemetry/show-dashboard.js';
import { usualVramMiB } from '../../app/telemetry/usual-vram.js';
import type { GpuToolPaths } from '../../core/telemetry/gpu-tool-paths.js';
import { systemClock } from '../clock.js';
import { createSharedTelemetry } from './create-shared-telemetry.js';
import { HistoryFile } from './history-file.js';
import { LocalAgentWatch } from './local-agent-watch.js';
import { askPrometheus } from './prometheus-health.js';
import { startCommand } from './start-command.js';
import { telemetryFolder } from './telemetry-folder.js';
import { WorkspaceHistory } from './workspace-history.js';

export interface ObservationOptions {
  /** Real path of the workspace folder. */
  readonly root: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly distDir: string;
  readonly gpuTools: GpuToolPaths;
  /** The interval in force, asked for at every sample. */
  readonly intervalMs: () => number;
}

export { MachineTelemetry } from './machine-telemetry.js';

/** Observation on the local machine; what it keeps belongs to the machine and not to a workspace. */
export function createObservation(options: ObservationOptions): Observation {
  const { root, environment, gpuTools } = options;
  const ports = {
    telemetry: createSharedTelemetry(options),
    history: new WorkspaceHistory(new HistoryFile(path.join(telemetryFolder(environment), 'history')), root),
    agents: new LocalAgentWatch({
      root,
      gpuTools,
      monotonicMs: () => systemClock.monotonicMs(),
    }),
    clock: systemClock,
    wait: async (delayMs: number, signal: AbortSignal): Promise<void> => delay(delayMs, undefined, { signal }),
  };
  return {
    observe: (changes, request, operation) => observeMigration({ ...ports, changes }, request, operation),
    measure: (agents, signal) => measureMoment(ports, agents, signal),
    history: (fromMs, toMs) => ports.history.read(fromMs, toMs),
    replay: (request) => replayHistory(ports.history, request),
    dashboard: (request) => showDashboard(ports.history, request),
    usualVramMiB: (agent, beforeMs) => usualVramMiB(ports.history, agent, beforeMs),
    start: (command, signal) => startCommand(command, root, signal),
    machines: askPrometheus,
    dispose: () => ports.telemetry.dispose(),
  };
}
