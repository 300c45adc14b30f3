import path from 'node:path';
import type { WorkspacePorts } from '../../app/ports/workspace-ports.js';
import { systemClock } from '../clock.js';
import { stateDirectory } from '../store/state-directory.js';
import { HistoryFile } from './history-file.js';
import { LocalAgentWatch } from './local-agent-watch.js';
import { MachineTelemetry } from './machine-telemetry.js';
import { PrometheusHealth } from './prometheus-health.js';
import { SharedTelemetry } from './shared-telemetry.js';

export interface TelemetryPortsOptions {
  /** Real path of the workspace folder. */
  readonly root: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly distDir: string;
  readonly nvidiaSmiPath: () => string;
}

type TelemetryPorts = Pick<
  WorkspacePorts,
  'createTelemetry' | 'createSharedTelemetry' | 'telemetryHistory' | 'agentWatch' | 'remoteHealth'
>;

/** Measuring, and the history of it that belongs to the machine and not to a workspace. */
export function createTelemetryPorts({
  root,
  environment,
  distDir,
  nvidiaSmiPath,
}: TelemetryPortsOptions): TelemetryPorts {
  const folder = path.join(stateDirectory(environment), 'telemetry');
  const telemetryHistory = new HistoryFile(path.join(folder, 'history'));
  const createTelemetry = (): MachineTelemetry => new MachineTelemetry({ distDir, nvidiaSmiPath: nvidiaSmiPath() });
  return {
    createTelemetry,
    createSharedTelemetry: () => new SharedTelemetry({ folder, source: createTelemetry(), history: telemetryHistory }),
    telemetryHistory,
    remoteHealth: new PrometheusHealth(),
    agentWatch: new LocalAgentWatch({ root, nvidiaSmiPath, monotonicMs: () => systemClock.monotonicMs() }),
  };
}
