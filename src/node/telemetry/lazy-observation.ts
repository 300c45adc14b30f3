import { createRequire } from 'node:module';
import path from 'node:path';
import type { Observation } from '../../app/ports/observation.js';
import type { TelemetrySource } from '../../app/ports/telemetry-source.js';
import type { GpuToolPaths } from '../../core/telemetry/gpu-tool-paths.js';
import type * as observation from './create-observation.js';

/** Observation stands in a file of its own: only who watches pays for loading it. */
export function lazyObservation(options: observation.ObservationOptions): Observation {
  return load(options.distDir).createObservation(options);
}

/** Telemetry of the machine alone, out of the same file. */
export function lazyTelemetry(distDir: string, gpuTools: GpuToolPaths): TelemetrySource {
  return new (load(distDir).MachineTelemetry)({ distDir, gpuTools });
}

function load(distDir: string): typeof observation {
  const script = path.join(distDir, 'observation.js');
  return createRequire(script)(script) as typeof observation;
}
