import type { GeneratedFile } from '../../core/monitoring/dashboard-files.js';
import type { MetricPoint } from '../../core/monitoring/metric-points.js';

/** Where measured points are put for Prometheus to read; each call replaces what was published before. */
export interface MetricsPublisher {
  publish(points: readonly MetricPoint[]): Promise<void>;
  close(): Promise<void>;
}

export interface MetricsEndpoint extends MetricsPublisher {
  /** Where it listens; the port is the one that was free when 0 was asked for. */
  readonly url: string;
}

/** Opens ways of publishing metrics, and says how they are read. */
export interface MetricsPublishers {
  /** An HTTP endpoint on the loopback interface. Rejects when the port is taken. */
  listen(port: number): Promise<MetricsEndpoint>;
  /** A file for node_exporter's textfile collector, replaced as a whole. */
  textfile(path: string): MetricsPublisher;
  /** Scrape configuration, rules and dashboards for an endpoint at the port. */
  dashboardFiles(port: number): readonly GeneratedFile[];
}
