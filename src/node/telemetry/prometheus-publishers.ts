import { rename, writeFile } from 'node:fs/promises';
import http from 'node:http';
import { Gauge, Registry } from 'prom-client';
import type { MetricsEndpoint, MetricsPublisher, MetricsPublishers } from '../../app/ports/metrics-publisher.js';
import { dashboardFiles } from '../../core/monitoring/dashboard-files.js';
import { metricDefinitions, type MetricName, type MetricPoint } from '../../core/monitoring/metric-points.js';

/** A registry of its own for every publisher: the global one belongs to whoever else lives in this process. */
class MetricBoard {
  private readonly registry = new Registry();
  private readonly gauges = new Map<MetricName, Gauge>();

  show(points: readonly MetricPoint[]): void {
    this.registry.resetMetrics();
    for (const { metric, value, labels } of points) this.gauge(metric).set(labels, value);
  }

  get contentType(): string {
    return this.registry.contentType;
  }

  text(): Promise<string> {
    return this.registry.metrics();
  }

  private gauge(name: MetricName): Gauge {
    const known = this.gauges.get(name);
    if (known !== undefined) return known;
    const { help, labels } = metricDefinitions[name];
    const gauge = new Gauge({ name, help, labelNames: [...labels], registers: [this.registry] });
    this.gauges.set(name, gauge);
    return gauge;
  }
}

async function listen(port: number): Promise<MetricsEndpoint> {
  const board = new MetricBoard();
  const server = http.createServer((request, response) => {
    if (request.method !== 'GET' || request.url !== '/metrics') {
      response.writeHead(404, { 'content-type': 'text/plain; charset=utf-8' }).end('The metrics are at /metrics.\n');
      return;
    }
    board.text().then(
      (text) => response.writeHead(200, { 'content-type': board.contentType }).end(text),
      () => response.writeHead(500).end(),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    // Loopback only: what a machine does is not everybody's to read.
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address();
  const boundPort = typeof address === 'object' && address !== null ? address.port : port;
  return {
    url: `http://127.0.0.1:${boundPort}/metrics`,
    publish: (points) => {
      board.show(points);
      return Promise.resolve();
    },
    close: () => new Promise((resolve) => server.close(() => resolve()).closeAllConnections()),
  };
}

function textfile(path: string): MetricsPublisher {
  const board = new MetricBoard();
  return {
    publish: async (points) => {
      board.show(points);
      // A collector must never read half a file, and it reads only files that end in .prom.
      await writeFile(`${path}.new`, await board.text());
      await rename(`${path}.new`, path);
    },
    close: () => Promise.resolve(),
  };
}

export const prometheusPublishers: MetricsPublishers = { listen, textfile, dashboardFiles };
