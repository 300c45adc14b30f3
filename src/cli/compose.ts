import type { Observation } from '../app/ports/observation.js';
import { gpuToolsOnPath } from '../core/telemetry/gpu-tool-paths.js';
import { createLocalPorts } from '../node/local-ports.js';
import { sha256Of } from '../node/store/digest.js';
import { lazyMetricsPublishers } from '../node/telemetry/lazy-metrics-publishers.js';
import { lazyObservation } from '../node/telemetry/lazy-observation.js';
import { lazyValidation } from '../node/validation/lazy-validation.js';
import type { Workers } from '../node/workers/create-workers.js';
import type { CliPorts } from './cli-ports.js';
import { loadReportWriters } from './load-report-writers.js';
import { createCliWorkers, createReportCache, type ComposeOptions } from './compose-beginning.js';

interface ComposePortsOptions extends ComposeOptions {
  /** When they have been made already. */
  readonly workers: Workers | undefined;
}

/** The CLI's adapters; whatever both hosts need alike is built in `src/node/local-ports.ts`. */
export function composePorts({ workspace, environment, workers }: ComposePortsOptions): CliPorts {
  const gitCopies = (): boolean => environment['AGENT_MIGRATOR_GIT_COPIES'] === '1';
  const ports = createLocalPorts({
    ...{ root: workspace, environment, distDir: __dirname, mayBlock: true, gitCopies },
    workers: workers ?? createCliWorkers({ workspace, environment }),
  });
  const reports = createReportCache({ workspace, environment });
  const createObservation = (intervalMs: number): Observation =>
    lazyObservation({
      root: workspace,
      environment,
      distDir: __dirname,
      gpuTools: gpuToolsOnPath,
      intervalMs: () => intervalMs,
    });
  return {
    ...{ ...ports, reports, createObservation },
    metrics: lazyMetricsPublishers(__dirname),
    writers: () => loadReportWriters(__dirname),
    hash: sha256Of,
    createValidation: (rules) =>
      lazyValidation({ ...ports, ...rules }, { root: workspace, environment, distDir: __dirname }),
  };
}
