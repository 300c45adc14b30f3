import path from 'node:path';
import type { TelemetrySource } from '../../app/ports/telemetry-source.js';
import type { GpuToolPaths } from '../../core/telemetry/gpu-tool-paths.js';
import { HistoryFile } from './history-file.js';
import { MachineTelemetry } from './machine-telemetry.js';
import { SharedTelemetry } from './shared-telemetry.js';
import { telemetryFolder } from './telemetry-folder.js';

export interface SharedTelemetryPlace {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly distDir: string;
  readonly gpuTools: GpuToolPaths;
  /** The interval in force, asked for at every sample. */
  readonly intervalMs: () => number;
}

/** Telemetry of this machine that takes turns with every other window and process of this user. */
export function createSharedTelemetry(place: SharedTelemetryPlace): TelemetrySource {
  const { environment, distDir, gpuTools, intervalMs } = place;
  const folder = telemetryFolder(environment);
  const source = new MachineTelemetry({ distDir, gpuTools });
  return new SharedTelemetry({ folder, source, history: new HistoryFile(path.join(folder, 'history')), intervalMs });
}
