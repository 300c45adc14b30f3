import type { Stats } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Observation } from '../app/ports/observation.js';
import { gpuToolsOnPath } from '../core/telemetry/gpu-tool-paths.js';
import { createLocalPorts } from '../node/local-ports.js';
import { LocalReportCache } from '../node/local-report-cache.js';
import { cacheDirectory } from '../node/scan/cache-directory.js';
import { sha256Of } from '../node/store/digest.js';
import { lazyMetricsPublishers } from '../node/telemetry/lazy-metrics-publishers.js';
import { lazyObservation } from '../node/telemetry/lazy-observation.js';
import { lazyValidation } from '../node/validation/lazy-validation.js';
import type { CliPorts } from './cli-ports.js';
import { loadReportWriters } from './load-report-writers.js';
import { UsageError } from './arguments/usage-error.js';

export interface ComposeOptions {
  /** Absolute path of the workspace folder. */
  readonly workspace: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** The CLI's adapters; whatever both hosts need alike is built in `src/node/local-ports.ts`. */
export function composePorts({ workspace, environment }: ComposeOptions): CliPorts {
  const gitCopies = (): boolean => environment['AGENT_MIGRATOR_GIT_COPIES'] === '1';
  const ports = createLocalPorts({ root: workspace, environment, distDir: __dirname, mayBlock: true, gitCopies });
  const reports = new LocalReportCache({
    root: workspace,
    folder: cacheDirectory(environment),
    program: [__filename, path.join(__dirname, 'language-worker.js')],
    clock: ports.clock,
  });
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

export interface WrittenLocations {
  readonly cwd: string;
  readonly workspace: string | undefined;
  readonly config: string | undefined;
}

/** Absolute, real paths of what `--workspace` and `--config` name; throws `UsageError` when they are not there. */
export async function resolveWorkspace({ cwd, workspace, config }: WrittenLocations): Promise<{
  readonly workspace: string;
  readonly configFile: string | undefined;
}> {
  const folder = path.resolve(cwd, workspace ?? '.');
  if (!(await kindOf(folder))?.isDirectory()) throw new UsageError(`The workspace "${folder}" is not a folder.`);
  const configFile = config === undefined ? undefined : path.resolve(cwd, config);
  if (configFile !== undefined && !(await kindOf(configFile))?.isFile()) {
    throw new UsageError(`The configuration "${configFile}" is not a file.`);
  }
  return { workspace: await realpath(folder), configFile };
}

async function kindOf(location: string): Promise<Stats | undefined> {
  return await stat(location).catch(() => undefined);
}
