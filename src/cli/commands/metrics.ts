import os from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { MetricsEndpoint, MetricsPublisher, MetricsPublishers } from '../../app/ports/metrics-publisher.js';
import { publishMetrics } from '../../app/telemetry/publish-metrics.js';
import { minimumIntervalMs, parseDuration } from '../../core/telemetry/duration.js';
import { defineCommand } from '../command.js';
import { exitCodes } from '../exit-codes.js';
import { portOf } from '../arguments/port-option.js';
import { UsageError } from '../arguments/usage-error.js';

/** Of the range that Prometheus exporters share by convention, as yet unclaimed there. */
export const defaultMetricsPort = '9464';

export const metricsCommand = defineCommand({
  name: 'metrics',
  arguments: '',
  arity: { min: 0, max: 0 },
  summary: 'Serve measurements and the progress of migrations to Prometheus',
  options: {
    port: {
      type: 'string',
      value: 'PORT',
      summary: `Port on 127.0.0.1 (default ${defaultMetricsPort}; 0 takes a free one)`,
    },
    textfile: { type: 'string', value: 'FILE', summary: 'Write a file for node_exporter instead of listening' },
    interval: { type: 'string', value: 'TIME', summary: 'Time between samples, such as 5s or 2m (default 5s)' },
    once: { type: 'boolean', summary: 'Publish one sample, then end; for --textfile from a timer' },
  },
  run: async ({ ports, output, operation, cwd }, { values }) => {
    const intervalMs = parseDuration(values.interval ?? '5s') ?? 0;
    if (intervalMs < minimumIntervalMs)
      throw new UsageError('--interval takes a time of at least 1s, such as 5s or 2m.');
    const publisher = await open(ports.metrics, values, cwd);
    if ('url' in publisher) output.note(`Metrics are served at ${publisher.url}. Ctrl+C ends it.`);
    const source = ports.createTelemetry();
    const sources = { machine: os.hostname(), store: ports.changes.store, publishers: [publisher] };
    try {
      for (;;) {
        await publishMetrics(sources, await source.sample(operation.signal));
        if (values.once === true) return exitCodes.done;
        await delay(intervalMs, undefined, { signal: operation.signal });
      }
    } finally {
      source.dispose();
      await publisher.close();
    }
  },
});

async function open(
  publishers: MetricsPublishers,
  values: { readonly port?: string; readonly textfile?: string },
  cwd: string,
): Promise<MetricsPublisher | MetricsEndpoint> {
  if (values.textfile !== undefined) return publishers.textfile(path.resolve(cwd, values.textfile));
  const port = portOf(values.port ?? defaultMetricsPort);
  try {
    return await publishers.listen(port);
  } catch (error) {
    throw new UsageError(`Port ${port} cannot be listened on (${String(error)}). Choose another with --port.`);
  }
}
