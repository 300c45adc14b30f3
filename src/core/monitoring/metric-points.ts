import type { GpuSample } from '../telemetry/gpu-sample.js';
import { type Reading, valueOf } from '../telemetry/reading.js';
import type { TelemetrySample } from '../telemetry/telemetry-sample.js';

/** One value of one metric, in base units, with labels whose values are few: no process ids, no paths of the moment. */
export interface MetricPoint {
  readonly metric: MetricName;
  readonly value: number;
  readonly labels: Readonly<Record<string, string>>;
}

export interface MetricDefinition {
  readonly help: string;
  readonly labels: readonly string[];
}

const gpuLabels = ['machine', 'uuid'] as const;

/** Every metric that is exported: names end in their base unit, as Prometheus asks (https://prometheus.io/docs/practices/naming/). */
export const metricDefinitions = {
  agent_migrator_up: { help: 'Whether the last sample of the machine was taken.', labels: ['machine'] },
  agent_migrator_sample_timestamp_seconds: { help: 'When the last sample was taken.', labels: ['machine'] },
  agent_migrator_gpu_source_up: {
    help: 'Whether the GPUs could be read; absent on a machine without one.',
    labels: ['machine'],
  },
  agent_migrator_gpu_info: { help: 'Constant 1 with the name of a GPU.', labels: [...gpuLabels, 'index', 'name'] },
  agent_migrator_gpu_memory_used_bytes: { help: 'VRAM in use.', labels: gpuLabels },
  agent_migrator_gpu_memory_free_bytes: { help: 'VRAM that can still be used.', labels: gpuLabels },
  agent_migrator_gpu_utilization_ratio: { help: 'Share of time in which a kernel ran, 0 to 1.', labels: gpuLabels },
  agent_migrator_gpu_temperature_celsius: { help: 'Temperature of the GPU.', labels: gpuLabels },
  agent_migrator_gpu_power_watts: { help: 'Power drawn.', labels: gpuLabels },
  agent_migrator_cpu_ratio: { help: 'Processor time in use over all cores, 0 to 1.', labels: ['machine'] },
  agent_migrator_memory_used_bytes: { help: 'Memory in use.', labels: ['machine'] },
  agent_migrator_memory_total_bytes: { help: 'Memory of the machine.', labels: ['machine'] },
  agent_migrator_load1: { help: 'Load average of one minute.', labels: ['machine'] },
  agent_migrator_cpus: { help: 'Logical processors.', labels: ['machine'] },
  agent_migrator_agent_stage: {
    help: 'Stages of an agent that are carried out: 0 none, 1 infrastructure, 2 core logic, 3 integration.',
    labels: ['agent'],
  },
  agent_migrator_rollbacks: { help: 'Migrations of an agent that were rolled back.', labels: ['agent'] },
} as const satisfies Record<string, MetricDefinition>;

export type MetricName = keyof typeof metricDefinitions;

const bytesPerMiB = 1024 * 1024;

/** A sample as points; what was not measured gives none, so that a broken source is a gap and not a zero. */
export function telemetryPoints(sample: TelemetrySample, machine: string): readonly MetricPoint[] {
  const { host } = sample;
  const points: MetricPoint[] = [
    { metric: 'agent_migrator_up', value: 1, labels: { machine } },
    { metric: 'agent_migrator_sample_timestamp_seconds', value: sample.atMs / 1000, labels: { machine } },
    { metric: 'agent_migrator_cpus', value: host.cpuCount, labels: { machine } },
    ...measured('agent_migrator_cpu_ratio', host.cpuPercent, 0.01, { machine }),
    ...measured('agent_migrator_memory_used_bytes', host.memoryUsedMiB, bytesPerMiB, { machine }),
    ...measured('agent_migrator_memory_total_bytes', host.memoryTotalMiB, bytesPerMiB, { machine }),
    ...measured('agent_migrator_load1', host.load1, 1, { machine }),
  ];
  if (sample.gpu.status === 'none') return points;
  const value = sample.gpu.status === 'ok' ? 1 : 0;
  points.push({ metric: 'agent_migrator_gpu_source_up', value, labels: { machine } });
  const gpus = sample.gpu.status === 'ok' ? sample.gpu.gpus : [];
  return [...points, ...gpus.flatMap((gpu) => gpuPoints(gpu, machine))];
}

function gpuPoints(gpu: GpuSample, machine: string): readonly MetricPoint[] {
  // Spelt as other exporters do, so that their series can be joined with ours.
  const uuid = gpu.uuid.toLowerCase().replace(/^gpu-/, '');
  const labels = { machine, uuid };
  return [
    { metric: 'agent_migrator_gpu_info', value: 1, labels: { ...labels, index: gpu.index, name: gpu.name } },
    ...measured('agent_migrator_gpu_memory_used_bytes', gpu.usedMiB, bytesPerMiB, labels),
    ...measured('agent_migrator_gpu_memory_free_bytes', gpu.freeMiB, bytesPerMiB, labels),
    ...measured('agent_migrator_gpu_utilization_ratio', gpu.utilizationPercent, 0.01, labels),
    ...measured('agent_migrator_gpu_temperature_celsius', gpu.temperatureCelsius, 1, labels),
    ...measured('agent_migrator_gpu_power_watts', gpu.powerWatts, 1, labels),
  ];
}

function measured(
  metric: MetricName,
  reading: Reading,
  scale: number,
  labels: MetricPoint['labels'],
): readonly MetricPoint[] {
  const value = valueOf(reading);
  return value === undefined ? [] : [{ metric, value: value * scale, labels }];
}

/** What the journal knows of an agent. */
export interface AgentProgress {
  readonly agent: string;
  readonly stagesDone: number;
  readonly rollbacks: number;
}

export function progressPoints(agents: readonly AgentProgress[]): readonly MetricPoint[] {
  return agents.flatMap(({ agent, stagesDone, rollbacks }) => [
    { metric: 'agent_migrator_agent_stage', value: stagesDone, labels: { agent } } as const,
    { metric: 'agent_migrator_rollbacks', value: rollbacks, labels: { agent } } as const,
  ]);
}
