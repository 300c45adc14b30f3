import { type GpuSample, vramPercent } from './gpu-sample.js';
import { valueOf } from './reading.js';

export type AlertLevel = 'normal' | 'warning' | 'critical';

/** A value above `warning` warns, above `critical` is critical; exactly at a threshold is not a breach. */
export interface Threshold {
  readonly warning: number;
  readonly critical: number;
}

export interface GpuThresholds {
  readonly vramPercent: Threshold;
  readonly temperatureCelsius: Threshold;
}

export const defaultGpuThresholds: GpuThresholds = {
  vramPercent: { warning: 85, critical: 95 },
  temperatureCelsius: { warning: 80, critical: 90 },
};

/** The worst of VRAM and temperature; what was not measured alarms nobody. */
export function alertLevel(gpu: GpuSample, thresholds: GpuThresholds): AlertLevel {
  const levels = [
    levelOf(valueOf(vramPercent(gpu)), thresholds.vramPercent),
    levelOf(valueOf(gpu.temperatureCelsius), thresholds.temperatureCelsius),
  ];
  if (levels.includes('critical')) return 'critical';
  return levels.includes('warning') ? 'warning' : 'normal';
}

export function levelOf(value: number | undefined, threshold: Threshold): AlertLevel {
  if (value === undefined || value <= threshold.warning) return 'normal';
  return value > threshold.critical ? 'critical' : 'warning';
}
