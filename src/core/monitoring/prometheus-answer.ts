import * as v from 'valibot';

/** Health of another machine, as a Prometheus that watches it tells. A value that is absent was not measured, or is too old. */
export interface RemoteMachine {
  /** `instance` without its port, so that several exporters of one machine are one machine. */
  readonly machine: string;
  /** `false` as soon as one of its exporters does not answer. */
  readonly isUp?: boolean;
  readonly load1?: number;
  readonly cpuCount?: number;
  readonly memoryUsedRatio?: number;
  readonly gpus: readonly RemoteGpu[];
}

export interface RemoteGpu {
  /** Lower case and without `GPU-`, as exporters differ in that. */
  readonly uuid: string;
  /** Used of used and free, 0 to 1. */
  readonly vramRatio?: number;
  readonly celsius?: number;
  readonly utilizationPercent?: number;
}

/** One question each: node_exporter, nvidia_gpu_exporter or dcgm-exporter answer, whichever there is. */
export const prometheusQueries = {
  isUp: 'up',
  load1: 'node_load1',
  cpuCount: 'count by (instance) (node_cpu_seconds_total{mode="idle"})',
  memoryUsedRatio: '1 - node_memory_MemAvailable_bytes / (node_memory_MemTotal_bytes > 0)',
  vramRatio:
    'nvidia_smi_memory_used_bytes / (nvidia_smi_memory_used_bytes + nvidia_smi_memory_free_bytes > 0) or (DCGM_FI_DEV_FB_USED / (DCGM_FI_DEV_FB_USED + DCGM_FI_DEV_FB_FREE > 0)) and (DCGM_FI_DEV_FB_FREE < 1e15)',
  celsius: 'nvidia_smi_temperature_gpu or (DCGM_FI_DEV_GPU_TEMP < 1000)',
  utilizationPercent: '100 * nvidia_smi_utilization_gpu_ratio or (DCGM_FI_DEV_GPU_UTIL <= 100)',
} as const;
export type PrometheusQuery = keyof typeof prometheusQueries;

const machineQueries = ['load1', 'cpuCount', 'memoryUsedRatio'] as const;
const gpuQueries = ['vramRatio', 'celsius', 'utilizationPercent'] as const;

export interface PromSample {
  readonly labels: Readonly<Record<string, string>>;
  /** When the value was looked up, in milliseconds since the Unix epoch. */
  readonly atMs: number;
  readonly value: number;
}

const vector = v.object({
  status: v.literal('success'),
  data: v.object({
    resultType: v.literal('vector'),
    result: v.array(v.object({ metric: v.record(v.string(), v.string()), value: v.tuple([v.number(), v.string()]) })),
  }),
});
const failure = v.object({ status: v.literal('error'), error: v.string() });

/** Reads the answer to `/api/v1/query`; throws with what Prometheus says when it is no vector. */
export function parseVector(text: string): readonly PromSample[] {
  const value: unknown = JSON.parse(text);
  const failed = v.safeParse(failure, value);
  if (failed.success) throw new Error(`Prometheus refused the query: ${failed.output.error}`);
  return v.parse(vector, value).data.result.flatMap(({ metric, value: [seconds, written] }) => {
    const number = Number(written);
    return Number.isFinite(number) ? [{ labels: metric, atMs: 1000 * seconds, value: number }] : [];
  });
}

/** Puts the answers together, machine by machine. */
export function remoteMachines(
  answers: Readonly<Record<PrometheusQuery, readonly PromSample[]>>,
): readonly RemoteMachine[] {
  const names = [...new Set(Object.values(answers).flat().map(machineOf))].sort();
  return names.map((machine) => {
    const of = (query: PrometheusQuery): readonly PromSample[] =>
      answers[query].filter((one) => machineOf(one) === machine);
    const ups = of('isUp');
    const values = machineQueries.flatMap((query) =>
      of(query)
        .slice(0, 1)
        .map(({ value }) => [query, value] as const),
    );
    return {
      machine,
      ...(ups.length === 0 ? {} : { isUp: ups.every(({ value }) => value === 1) }),
      ...Object.fromEntries(values),
      gpus: gpusOf(of),
    };
  });
}

function gpusOf(of: (query: PrometheusQuery) => readonly PromSample[]): readonly RemoteGpu[] {
  const gpus = new Map<string, Record<string, number>>();
  for (const query of gpuQueries) {
    for (const { labels, value } of of(query)) {
      const uuid = (labels['uuid'] ?? labels['UUID'] ?? '').toLowerCase().replace(/^gpu-/, '');
      if (uuid !== '') gpus.set(uuid, { [query]: value, ...gpus.get(uuid) });
    }
  }
  return [...gpus].map(([uuid, values]) => ({ uuid, ...values }));
}

function machineOf({ labels }: PromSample): string {
  const instance = labels['Hostname'] ?? labels['hostname'] ?? labels['instance'] ?? 'unknown';
  return instance.replace(/:\d+$/, '');
}
