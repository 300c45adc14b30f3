import { rulesFile } from './alert-rules.js';
import { grafanaDashboard } from './grafana-dashboard.js';

/** One file of a folder that is written for another tool. */
export interface GeneratedFile {
  /** Relative, with `/`. */
  readonly path: string;
  readonly text: string;
}

/** Everything that Prometheus and Grafana need to show the fleet, with a page on how to put each in its place. */
export function dashboardFiles(port: number): readonly GeneratedFile[] {
  return [
    { path: 'README.md', text: readme(port) },
    { path: 'prometheus/agent-migrator.rules.yml', text: rulesFile() },
    { path: 'prometheus/scrape-agent-migrator.yml', text: scrapeFile(port) },
    { path: 'grafana/provisioning/dashboards/agent-migrator.yml', text: dashboardProvider },
    { path: 'grafana/dashboards/agent-fleet.json', text: grafanaDashboard() },
  ];
}

function scrapeFile(port: number): string {
  return `# Belongs under scrape_configs in prometheus.yml, or in a file that scrape_config_files names.
scrape_configs:
  - job_name: agent-migrator
    scrape_interval: 5s
    static_configs:
      - targets: ['127.0.0.1:${port}']
`;
}

const dashboardProvider = `apiVersion: 1
providers:
  - name: agent-migrator
    folder: Agents
    type: file
    allowUiUpdates: false
    updateIntervalSeconds: 60
    options:
      path: /var/lib/grafana/dashboards/agent-migrator
`;

function readme(port: number): string {
  return `# Dashboards of Agent Migrator

Start the endpoint on every machine that runs agents: \`agent-migrator metrics --port ${port}\`. It listens on 127.0.0.1 only; Prometheus on
another machine reads it through node_exporter's textfile collector: \`agent-migrator metrics --textfile /var/lib/node_exporter/agent_migrator.prom\`.

## Prometheus

1. Put \`prometheus/agent-migrator.rules.yml\` beside prometheus.yml and name it under \`rule_files\`.
2. Take the job of \`prometheus/scrape-agent-migrator.yml\` into \`scrape_configs\`.
3. Check: \`promtool check rules agent-migrator.rules.yml\`, then reload Prometheus.

## Grafana

1. Put \`grafana/dashboards/agent-fleet.json\` into the folder that \`grafana/provisioning/dashboards/agent-migrator.yml\` names.
2. Put that provider file into Grafana's \`provisioning/dashboards\`.
3. Choose the Prometheus data source in the dashboard's first variable.
`;
}
