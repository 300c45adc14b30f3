import type { TimeSpan } from '../history/down-sample.js';
import {
  agentSeries,
  gpuSeries,
  hostSeries,
  type Frame,
  type GpuQuantity,
  type HostQuantity,
} from '../telemetry/frame.js';
import type { Threshold } from '../telemetry/threshold.js';
import type { CheckLimits } from '../thresholds/default-checks.js';
import type { Chart, ChartLine, LevelBand } from './dashboard.js';
import { drawnLine, type ReadQuantity } from './drawn-line.js';

export interface ChartOptions {
  readonly span: TimeSpan;
  /** Width of a chart; a line is not made finer than there are samples. */
  readonly pixels: number;
  readonly limits: CheckLimits;
  /** What people call a GPU, by uuid. */
  readonly gpuLabels: Readonly<Record<string, string>>;
}

/** The finest step of the history. */
const slotMs = 5000;
/** A series is looked for in one frame of so many: one that is in fewer is not worth a line. */
const framesBetweenLooks = 6;

interface Line {
  readonly id: string;
  readonly label: string;
  readonly read: ReadQuantity;
}

/** One chart for every quantity that was measured in the span. */
export function chartsOf(frames: readonly Frame[], options: ChartOptions): readonly Chart[] {
  const buckets = Math.max(1, Math.min(options.pixels, Math.ceil((options.span.toMs - options.span.fromMs) / slotMs)));
  const draw = ({ id, label, read }: Line): ChartLine => ({
    id,
    label,
    values: drawnLine(frames, read, options.span, buckets),
  });
  return [...gpuCharts(frames, options), ...hostCharts(options.limits), ...agentCharts(frames, options.limits)]
    .map(({ lines, ...chart }) => ({ ...chart, lines: lines.map(draw) }))
    .map((chart) => ({
      ...chart,
      lines: chart.lines.filter(({ values }) => values.some((value) => !Number.isNaN(value))),
    }))
    .filter(({ lines }) => lines.length > 0);
}

type Draft = Omit<Chart, 'lines'> & { readonly lines: readonly Line[] };

function gpuCharts(frames: readonly Frame[], { limits, gpuLabels }: ChartOptions): readonly Draft[] {
  const ids = subjects(frames, /^gpu:(.+):usedMiB$/);
  const label = (id: string): string => gpuLabel(id, gpuLabels);
  const lines = (quantity: GpuQuantity): readonly Line[] =>
    ids.map((id) => ({ id, label: label(id), read: valueOf(gpuSeries(id, quantity)) }));
  const vram = ids.map((id) => ({
    id,
    label: label(id),
    read: share(gpuSeries(id, 'usedMiB'), gpuSeries(id, 'freeMiB')),
  }));
  const none: readonly LevelBand[] = [];
  return [
    { id: 'vram', title: 'VRAM', unit: '%', maximum: 100, bands: bands(limits.vramPercent, 100), lines: vram },
    {
      id: 'utilization',
      title: 'GPU utilisation',
      unit: '%',
      maximum: 100,
      bands: none,
      lines: lines('utilizationPercent'),
    },
    {
      id: 'temperature',
      title: 'GPU temperature',
      unit: '°C',
      maximum: null,
      bands: bands(limits.temperatureCelsius, null),
      lines: lines('temperatureCelsius'),
    },
    { id: 'power', title: 'GPU power', unit: 'W', maximum: null, bands: none, lines: lines('powerWatts') },
  ];
}

function hostCharts({ load }: CheckLimits): readonly Draft[] {
  const host = (quantity: HostQuantity): readonly Line[] => [
    { id: quantity, label: 'This machine', read: valueOf(hostSeries(quantity)) },
  ];
  const total = valueOf(hostSeries('memoryTotalMiB'));
  const used = valueOf(hostSeries('memoryUsedMiB'));
  const memory: ReadQuantity = (frame) => {
    const [all, part] = [total(frame), used(frame)];
    return all === undefined || part === undefined || all <= 0 ? undefined : (100 * part) / all;
  };
  const aboveLoad: readonly LevelBand[] = [{ level: 'critical', from: load.absolute, to: null }];
  return [
    { id: 'cpu', title: 'CPU', unit: '%', maximum: 100, bands: [], lines: host('cpuPercent') },
    {
      id: 'memory',
      title: 'Memory',
      unit: '%',
      maximum: 100,
      bands: [],
      lines: [{ id: 'memory', label: 'This machine', read: memory }],
    },
    { id: 'load', title: 'Load, 1 min', unit: '', maximum: null, bands: aboveLoad, lines: host('load1') },
  ];
}

/** The charts whose lines are agents, in the order in which they are shown. */
export const agentChartIds: readonly string[] = ['response', 'agent-vram'];

function agentCharts(frames: readonly Frame[], { responseMs }: CheckLimits): readonly Draft[] {
  const lines = (quantity: 'responseMs' | 'vramMiB', ids: readonly string[]): readonly Line[] =>
    ids.map((id) => ({ id, label: agentLabel(id), read: valueOf(agentSeries(id, quantity)) }));
  const slow: readonly LevelBand[] = [{ level: 'critical', from: responseMs, to: null }];
  const asked = lines('responseMs', subjects(frames, /^agent:(.+):responseMs$/));
  const held = lines('vramMiB', subjects(frames, /^agent:(.+):vramMiB$/));
  return [
    { id: 'response', title: 'Response time of agents', unit: 'ms', maximum: null, bands: slow, lines: asked },
    { id: 'agent-vram', title: 'VRAM of agents', unit: 'MiB', maximum: null, bands: [], lines: held },
  ];
}

function bands({ warning, critical }: Threshold, maximum: number | null): readonly LevelBand[] {
  return [
    { level: 'warning', from: warning, to: critical },
    { level: 'critical', from: critical, to: maximum },
  ];
}

function valueOf(series: string): ReadQuantity {
  return ({ values }) => values[series];
}

function share(usedId: string, freeId: string): ReadQuantity {
  return ({ values }) => {
    const [used, free] = [values[usedId], values[freeId]];
    return used === undefined || free === undefined || used + free <= 0 ? undefined : (100 * used) / (used + free);
  };
}

/** Whom a series of a pattern is about, in the order in which they are first seen. */
function subjects(frames: readonly Frame[], pattern: RegExp): readonly string[] {
  const found = new Set<string>();
  for (let i = frames.length - 1; i >= 0; i -= framesBetweenLooks) {
    for (const series of Object.keys(frames[i]?.values ?? {})) {
      const subject = pattern.exec(series)?.[1];
      if (subject !== undefined) found.add(subject);
    }
  }
  return [...found].sort();
}

/** `GPU 0`, and `GPU 0 · slice 2` for an instance of a card in MIG mode. */
function gpuLabel(id: string, labels: Readonly<Record<string, string>>): string {
  const [uuid = id, slice] = id.split('/');
  const card = labels[uuid] ?? uuid.slice(0, 12);
  return slice === undefined ? card : `${card} · slice ${slice}`;
}

function agentLabel(id: string): string {
  return id.slice(id.lastIndexOf(':') + 1) || id;
}
