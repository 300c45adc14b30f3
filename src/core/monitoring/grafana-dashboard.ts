interface Panel {
  readonly title: string;
  readonly expression: string;
  readonly legend: string;
  readonly unit: string;
  /** Values from which the chart is yellow and red. */
  readonly bounds?: readonly [number, number];
  readonly max?: number;
}

const panels: readonly Panel[] = [
  {
    title: 'VRAM',
    expression:
      'agent_migrator:gpu_memory_used:ratio{machine=~"$machine"} * on (machine, uuid) group_left (name, index) agent_migrator_gpu_info',
    legend: '{{machine}} · GPU {{index}} {{name}}',
    unit: 'percentunit',
    bounds: [0.85, 0.95],
    max: 1,
  },
  {
    title: 'Temperature',
    expression: 'agent_migrator_gpu_temperature_celsius{machine=~"$machine"}',
    legend: '{{machine}} · {{uuid}}',
    unit: 'celsius',
    bounds: [80, 90],
  },
  {
    title: 'GPU utilisation',
    expression: 'agent_migrator_gpu_utilization_ratio{machine=~"$machine"}',
    legend: '{{machine}} · {{uuid}}',
    unit: 'percentunit',
    max: 1,
  },
  {
    title: 'Power',
    expression: 'agent_migrator_gpu_power_watts{machine=~"$machine"}',
    legend: '{{machine}} · {{uuid}}',
    unit: 'watt',
  },
  {
    title: 'CPU',
    expression: 'agent_migrator_cpu_ratio{machine=~"$machine"}',
    legend: '{{machine}}',
    unit: 'percentunit',
    max: 1,
  },
  {
    title: 'Memory',
    expression: 'agent_migrator_memory_used_bytes{machine=~"$machine"} / (agent_migrator_memory_total_bytes > 0)',
    legend: '{{machine}}',
    unit: 'percentunit',
    max: 1,
  },
  {
    title: 'Load per core',
    expression: 'agent_migrator:load1:per_core{machine=~"$machine"}',
    legend: '{{machine}}',
    unit: 'short',
  },
  {
    title: 'Stages carried out',
    expression: 'agent_migrator_agent_stage{agent=~"$agent"}',
    legend: '{{agent}}',
    unit: 'short',
    max: 3,
  },
];

const datasource = { type: 'prometheus', uid: '${datasource}' } as const;
const panelSize = { width: 12, height: 8 };

/**
 * The fleet's dashboard for Grafana, deterministic. Schema version 39 is read by every Grafana since 11.2 and migrated upwards; the data
 * source is a variable, because inputs are not substituted in provisioned files.
 */
export function grafanaDashboard(): string {
  const dashboard = {
    annotations: {
      list: [
        {
          datasource,
          enable: true,
          expr: 'changes(agent_migrator_agent_stage{agent=~"$agent"}[1m]) > 0',
          iconColor: 'blue',
          name: 'Migrations and rollbacks',
          titleFormat: '{{agent}}',
        },
      ],
    },
    editable: false,
    graphTooltip: 1,
    id: null,
    panels: panels.map(panelJson),
    refresh: '10s',
    schemaVersion: 39,
    tags: ['agent-migrator'],
    templating: {
      list: [
        datasourceVariable,
        variable('machine', 'agent_migrator_up'),
        variable('agent', 'agent_migrator_agent_stage'),
      ],
    },
    time: { from: 'now-6h', to: 'now' },
    title: 'Agent fleet',
    uid: 'agent-migrator-fleet',
    version: 1,
  };
  return `${JSON.stringify(dashboard, undefined, 2)}\n`;
}

const datasourceVariable = { name: 'datasource', query: 'prometheus', type: 'datasource' };

function variable(label: string, metric: string): object {
  return {
    datasource,
    includeAll: true,
    multi: true,
    name: label,
    query: `label_values(${metric}, ${label})`,
    refresh: 2,
    type: 'query',
  };
}

function panelJson(panel: Panel, index: number): object {
  const steps = [
    { color: 'green', value: null },
    ...(panel.bounds ?? []).map((value, i) => ({ color: i === 0 ? 'yellow' : 'red', value })),
  ];
  return {
    datasource,
    fieldConfig: {
      defaults: {
        custom: panel.bounds === undefined ? {} : { thresholdsStyle: { mode: 'line+area' } },
        min: 0,
        ...(panel.max === undefined ? {} : { max: panel.max }),
        thresholds: { mode: 'absolute', steps },
        unit: panel.unit,
      },
      overrides: [],
    },
    gridPos: {
      h: panelSize.height,
      w: panelSize.width,
      x: (index % 2) * panelSize.width,
      y: Math.floor(index / 2) * panelSize.height,
    },
    id: index + 1,
    targets: [{ datasource, expr: panel.expression, legendFormat: panel.legend, refId: 'A' }],
    title: panel.title,
    type: 'timeseries',
  };
}
