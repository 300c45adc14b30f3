import { type Reading, valueOf } from './reading.js';
import type { TelemetrySample } from './telemetry-sample.js';

/** Name of one series over time: `host:load1`, `gpu:GPU-…:usedMiB`, `agent:agents/x.py:XAgent:responseMs`. */
export type SeriesId = string;

/** Everything that was measured at one moment, by series. A series that is absent was not measured; that is never zero. */
export interface Frame {
  /** Milliseconds since the Unix epoch. */
  readonly atMs: number;
  readonly values: Readonly<Record<SeriesId, number>>;
}

export const gpuQuantities = [
  'usedMiB',
  'freeMiB',
  'utilizationPercent',
  'temperatureCelsius',
  /** How far below the device's own slowdown temperature it is. */
  'temperatureMarginCelsius',
  'powerWatts',
  /** 1 while the hardware slows itself down because of heat, 0 while it does not. */
  'hardwareSlowdown',
] as const;
export type GpuQuantity = (typeof gpuQuantities)[number];

export type HostQuantity = 'cpuPercent' | 'memoryUsedMiB' | 'memoryTotalMiB' | 'load1' | 'cpuCount';

export type AgentQuantity =
  /** Time to answer its probe. */
  | 'responseMs'
  /** 1 when it answered its probe, 0 when it was asked and did not. */
  | 'answered'
  /** Work done, in whatever unit the agent counts; more is better. */
  | 'throughput'
  /** VRAM of its process and all children, on all GPUs together. */
  | 'vramMiB'
  /** Processor time of its process and all children, in cores. */
  | 'cpuCores'
  /** 1 while a process of it runs, 0 when none was found. */
  | 'running'
  /** Time since its oldest process was started: tells whether it runs the code as it is now. */
  | 'uptimeSeconds';

const gpuPrefix = 'gpu:';

export function gpuSeries(uuid: string, quantity: GpuQuantity): SeriesId {
  return `${gpuPrefix}${uuid}:${quantity}`;
}

export function hostSeries(quantity: HostQuantity): SeriesId {
  return `host:${quantity}`;
}

/** `agent` is `path:class`. */
export function agentSeries(agent: string, quantity: AgentQuantity): SeriesId {
  return `agent:${agent}:${quantity}`;
}

/** VRAM that an agent's processes hold on one GPU, in MiB. */
export function agentVramSeries(agent: string, uuid: string): SeriesId {
  return `agent:${agent}:vramMiB@${uuid}`;
}

/** What is known of one agent at one moment; what is absent was not measured. */
export interface AgentMeasurement {
  /** `path:class`. */
  readonly agent: string;
  readonly values: Readonly<Partial<Record<AgentQuantity, number>>>;
  /** VRAM in MiB on every GPU on which it has some. */
  readonly vramMiBByGpu: Readonly<Record<string, number>>;
}

/** Ids of the GPUs and MIG slices that a frame knows. */
export function gpusIn(frame: Frame): readonly string[] {
  const found = new Set<string>();
  for (const id in frame.values) {
    // Asked of every frame of a day: cut by hand, because a pattern costs several times as much.
    if (id.startsWith(gpuPrefix)) found.add(id.slice(gpuPrefix.length, id.lastIndexOf(':')));
  }
  return [...found];
}

/** One moment of the machine, and of the agents that were asked about, as series. */
export function frameOf(sample: TelemetrySample, agents: readonly AgentMeasurement[]): Frame {
  const values: Record<SeriesId, number> = {};
  const put = (id: SeriesId, reading: Reading): void => {
    const value = valueOf(reading);
    if (value !== undefined) values[id] = value;
  };
  const { host, gpu } = sample;
  for (const quantity of ['cpuPercent', 'memoryUsedMiB', 'memoryTotalMiB', 'load1'] as const) {
    put(hostSeries(quantity), host[quantity]);
  }
  values[hostSeries('cpuCount')] = host.cpuCount;
  for (const card of gpu.status === 'ok' ? gpu.gpus : []) {
    for (const quantity of gpuQuantities) put(gpuSeries(card.uuid, quantity), card[quantity]);
    for (const slice of card.slices) {
      put(gpuSeries(slice.id, 'usedMiB'), slice.usedMiB);
      put(gpuSeries(slice.id, 'freeMiB'), slice.freeMiB);
    }
  }
  for (const { agent, values: measured, vramMiBByGpu } of agents) {
    for (const [quantity, value] of Object.entries(measured)) values[`agent:${agent}:${quantity}`] = value;
    for (const [uuid, value] of Object.entries(vramMiBByGpu)) values[agentVramSeries(agent, uuid)] = value;
  }
  return { atMs: sample.atMs, values };
}
