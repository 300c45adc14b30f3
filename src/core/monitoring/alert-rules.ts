/** An alert of Prometheus, as data. */
interface AlertRule {
  readonly alert: string;
  readonly expression: string;
  readonly for: string;
  readonly keepFiringFor?: string;
  readonly severity: 'warning' | 'critical';
  readonly summary: string;
}

const vramRatio = 'agent_migrator:gpu_memory_used:ratio';

const recordingRules = [
  {
    record: vramRatio,
    expression:
      'agent_migrator_gpu_memory_used_bytes / (agent_migrator_gpu_memory_used_bytes + agent_migrator_gpu_memory_free_bytes > 0)',
  },
  { record: 'agent_migrator:load1:per_core', expression: 'agent_migrator_load1 / (agent_migrator_cpus > 0)' },
] as const;

/** The bounds of the product, in Prometheus' words; `action` labels are left out on purpose: Prometheus tells, the engine decides. */
const alertRules: readonly AlertRule[] = [
  {
    alert: 'AgentGpuVramHigh',
    expression: `${vramRatio} > 0.85`,
    for: '2m',
    keepFiringFor: '2m',
    severity: 'warning',
    summary: 'VRAM of {{ $labels.uuid }} on {{ $labels.machine }} is {{ $value | humanizePercentage }} full.',
  },
  {
    alert: 'AgentGpuVramCritical',
    expression: `${vramRatio} > 0.95`,
    for: '30s',
    keepFiringFor: '2m',
    severity: 'critical',
    summary: 'VRAM of {{ $labels.uuid }} on {{ $labels.machine }} is {{ $value | humanizePercentage }} full.',
  },
  {
    alert: 'AgentGpuTemperatureHigh',
    expression: 'agent_migrator_gpu_temperature_celsius > 80',
    for: '2m',
    keepFiringFor: '5m',
    severity: 'warning',
    summary: 'GPU {{ $labels.uuid }} on {{ $labels.machine }} is at {{ $value }} °C.',
  },
  {
    alert: 'AgentGpuTemperatureCritical',
    expression: 'agent_migrator_gpu_temperature_celsius > 90',
    for: '30s',
    keepFiringFor: '5m',
    severity: 'critical',
    summary: 'GPU {{ $labels.uuid }} on {{ $labels.machine }} is at {{ $value }} °C.',
  },
  {
    alert: 'AgentHostLoadHigh',
    expression: 'agent_migrator_load1 > 10 and on (machine) agent_migrator:load1:per_core > 1',
    for: '2m',
    severity: 'critical',
    summary: 'Load of {{ $labels.machine }} is {{ $value }}.',
  },
  {
    alert: 'AgentCommunicationLost',
    expression: 'up{job="agent-migrator"} == 0 or absent(up{job="agent-migrator"})',
    for: '1m',
    severity: 'critical',
    summary: 'No telemetry is received from {{ $labels.instance }}.',
  },
  {
    alert: 'AgentTelemetryStale',
    expression: 'time() - agent_migrator_sample_timestamp_seconds > 55',
    for: '1m',
    severity: 'warning',
    summary: 'The newest sample of {{ $labels.machine }} is {{ $value }} s old.',
  },
  {
    alert: 'AgentGpuSourceDown',
    expression: 'agent_migrator_gpu_source_up == 0',
    for: '1m',
    severity: 'warning',
    summary: 'The GPUs of {{ $labels.machine }} cannot be read.',
  },
];

/** The rule file for Prometheus, the same bytes every time. */
export function rulesFile(): string {
  const lines = ['groups:', '  - name: agent-migrator', '    rules:'];
  for (const { record, expression } of recordingRules) {
    lines.push(`      - record: ${record}`, `        expr: ${quoted(expression)}`);
  }
  for (const rule of alertRules) {
    lines.push(`      - alert: ${rule.alert}`, `        expr: ${quoted(rule.expression)}`, `        for: ${rule.for}`);
    if (rule.keepFiringFor !== undefined) lines.push(`        keep_firing_for: ${rule.keepFiringFor}`);
    lines.push('        labels:', `          severity: ${rule.severity}`);
    lines.push('        annotations:', `          summary: ${quoted(rule.summary)}`);
  }
  return `${lines.join('\n')}\n`;
}

/** A JSON string is a YAML string. */
function quoted(text: string): string {
  return JSON.stringify(text);
}
