import { createRequire } from 'node:module';
import path from 'node:path';
import type { MetricsPublishers } from '../../app/ports/metrics-publisher.js';
import type * as prometheus from './prometheus-publishers.js';

/** Publishers whose library stands in a file of its own: only `metrics` and `dashboards` pay for loading it. */
export function lazyMetricsPublishers(distDir: string): MetricsPublishers {
  const script = path.join(distDir, 'prometheus.js');
  const load = (): MetricsPublishers => (createRequire(script)(script) as typeof prometheus).prometheusPublishers;
  return {
    listen: (port) => load().listen(port),
    textfile: (file) => load().textfile(file),
    dashboardFiles: (port) => load().dashboardFiles(port),
  };
}
