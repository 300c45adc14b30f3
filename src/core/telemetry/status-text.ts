import { fullestGpu, vramPercent } from './gpu-sample.js';
import { valueOf } from './reading.js';
import type { TelemetrySample } from './telemetry-sample.js';
import { describeSample, formatPercent } from './telemetry-view.js';
import { alertLevel, type AlertLevel, type GpuThresholds } from './threshold.js';

/** What the status bar says of a sample: the fullest GPU, else the machine. */
export interface StatusText {
  readonly text: string;
  /** The same for a screen reader, without icons. */
  readonly spoken: string;
  readonly level: AlertLevel;
}

export function statusText(sample: TelemetrySample, thresholds: GpuThresholds): StatusText {
  const gpu = sample.gpu.status === 'ok' ? fullestGpu(sample.gpu.gpus) : undefined;
  if (gpu !== undefined) {
    const vram = valueOf(vramPercent(gpu));
    const celsius = valueOf(gpu.temperatureCelsius);
    const parts = [
      shortName(gpu.name),
      vram === undefined ? undefined : `VRAM ${formatPercent(vram)}`,
      celsius === undefined ? undefined : `${celsius} °C`,
    ].filter((part) => part !== undefined);
    const level = alertLevel(gpu, thresholds);
    return { text: `$(chip) ${parts.join(' · ')}`, spoken: `GPU ${parts.join(', ')}, ${level}`, level };
  }
  const host = describeSample(sample, thresholds).sections.at(-1)?.rows ?? [];
  const line = host
    .slice(0, 2)
    .map((row) => `${row.label} ${row.percent === undefined ? '–' : formatPercent(row.percent)}`);
  const icon = sample.gpu.status === 'fault' ? '$(warning)' : '$(server)';
  return { text: `${icon} ${line.join(' · ')}`, spoken: line.join(', '), level: 'normal' };
}

/** `NVIDIA GeForce RTX 4080 SUPER` is `RTX 4080 SUPER` to everyone. */
function shortName(name: string): string {
  return name.replace(/^NVIDIA\s+/i, '').replace(/^GeForce\s+/i, '');
}
