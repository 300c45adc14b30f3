import type { TelemetryRow, TelemetrySection } from '../telemetry/telemetry-view.js';
import { levelOf, type AlertLevel, type GpuThresholds } from '../telemetry/threshold.js';
import type { RemoteGpu, RemoteMachine } from './prometheus-answer.js';

/** Other machines in the words and levels of this one's own devices. What Prometheus does not know has no row. */
export function describeMachines(
  machines: readonly RemoteMachine[],
  thresholds: GpuThresholds,
): readonly TelemetrySection[] {
  return machines.map((machine) => {
    const rows = [...hostRows(machine), ...machine.gpus.flatMap((gpu) => gpuRows(gpu, thresholds))];
    return { id: `machine:${machine.machine}`, title: `${machine.machine} · by Prometheus`, level: worst(rows), rows };
  });
}

function hostRows({ isUp, load1, cpuCount, memoryUsedRatio }: RemoteMachine): readonly TelemetryRow[] {
  const cores = cpuCount === undefined ? '' : ` on ${cpuCount} cores`;
  return [
    ...(isUp === undefined ? [] : [isUp ? row('Reachable', 'yes') : row('Reachable', 'no', 'critical')]),
    ...(load1 === undefined ? [] : [row('Load, 1 min', `${load1.toFixed(2)}${cores}`)]),
    ...(memoryUsedRatio === undefined ? [] : [share('Memory', 100 * memoryUsedRatio)]),
  ];
}

function gpuRows(
  { uuid, vramRatio, celsius, utilizationPercent }: RemoteGpu,
  thresholds: GpuThresholds,
): readonly TelemetryRow[] {
  const name = `GPU ${uuid.slice(0, 8)}`;
  const { vramPercent, temperatureCelsius } = thresholds;
  const vram = vramRatio === undefined ? undefined : 100 * vramRatio;
  return [
    ...(vram === undefined ? [] : [share(`${name} VRAM`, vram, levelOf(vram, vramPercent))]),
    ...(celsius === undefined
      ? []
      : [row(`${name} temperature`, `${celsius} °C`, levelOf(celsius, temperatureCelsius))]),
    ...(utilizationPercent === undefined ? [] : [share(`${name} utilisation`, utilizationPercent)]),
  ];
}

function row(label: string, value: string, level: AlertLevel = 'normal'): TelemetryRow {
  return { label, value, level };
}

function share(label: string, percent: number, level: AlertLevel = 'normal'): TelemetryRow {
  return { ...row(label, `${percent.toFixed(0)} %`, level), percent };
}

function worst(rows: readonly TelemetryRow[]): AlertLevel {
  const levels = rows.map(({ level }) => level);
  if (levels.includes('critical')) return 'critical';
  return levels.includes('warning') ? 'warning' : 'normal';
}
