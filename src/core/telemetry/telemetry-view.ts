import { type GpuSample, vramPercent } from './gpu-sample.js';
import type { Reading } from './reading.js';
import type { HostSample, TelemetrySample } from './telemetry-sample.js';
import { alertLevel, type AlertLevel, type GpuThresholds, levelOf } from './threshold.js';

/** One line of a device: what, how much, in words and, where it is a share of something, as a percentage for a meter. */
export interface TelemetryRow {
  readonly label: string;
  readonly value: string;
  readonly level: AlertLevel;
  /** 0–100. */
  readonly percent?: number;
}

export interface TelemetrySection {
  readonly id: string;
  readonly title: string;
  readonly level: AlertLevel;
  readonly rows: readonly TelemetryRow[];
}

/** A sample in words, the same in the status bar, the panel and the command line. */
export interface TelemetryView {
  readonly atMs: number;
  readonly sections: readonly TelemetrySection[];
  /** Why there is no GPU section, or one is missing. */
  readonly notice?: { readonly text: string; readonly isFault: boolean };
}

export function describeSample(sample: TelemetrySample, thresholds: GpuThresholds): TelemetryView {
  const host = describeHost(sample.host);
  if (sample.gpu.status !== 'ok') {
    const notice = { text: sample.gpu.text, isFault: sample.gpu.status === 'fault' };
    return { atMs: sample.atMs, sections: [host], notice };
  }
  const sections = [...sample.gpu.gpus.map((gpu) => describeGpu(gpu, thresholds)), host];
  const { trouble } = sample.gpu;
  return {
    atMs: sample.atMs,
    sections,
    ...(trouble === undefined ? {} : { notice: { text: trouble, isFault: true } }),
  };
}

function describeGpu(gpu: GpuSample, thresholds: GpuThresholds): TelemetrySection {
  const vram = vramPercent(gpu);
  const rows = [
    row('VRAM', vram, (value) => `${formatPercent(value)}${memoryShare(gpu)}`, thresholds.vramPercent),
    row('Temperature', gpu.temperatureCelsius, (value) => `${value} °C`, thresholds.temperatureCelsius, false),
    row('Utilisation', gpu.utilizationPercent, formatPercent),
    row('Power', gpu.powerWatts, (value) => `${value.toFixed(0)} W${limitOf(gpu.powerLimitWatts)}`, undefined, false),
  ];
  const title = `GPU ${gpu.index} · ${gpu.name}${gpu.migEnabled ? ' · MIG' : ''}`;
  return { id: gpu.uuid, title, level: alertLevel(gpu, thresholds), rows };
}

function describeHost(host: HostSample): TelemetrySection {
  const memory = shareOf(host.memoryUsedMiB, host.memoryTotalMiB);
  const rows = [
    row('CPU', host.cpuPercent, (value) => `${formatPercent(value)} of ${host.cpuCount} cores`),
    row('Memory', memory, (value) => `${formatPercent(value)}${sizes(host.memoryUsedMiB, host.memoryTotalMiB)}`),
    row('Load, 1 min', host.load1, (value) => value.toFixed(2), undefined, false),
  ];
  return { id: 'host', title: 'This machine', level: 'normal', rows };
}

function row(
  label: string,
  reading: Reading,
  format: (value: number) => string,
  threshold?: { readonly warning: number; readonly critical: number },
  isShare = true,
): TelemetryRow {
  if (reading.status !== 'ok') return { label, value: missing(reading), level: 'normal' };
  const level = threshold === undefined ? 'normal' : levelOf(reading.value, threshold);
  return { label, value: format(reading.value), level, ...(isShare ? { percent: reading.value } : {}) };
}

/** Why a value is missing, in words; a missing value is never shown as zero. */
function missing(reading: Exclude<Reading, { status: 'ok' }>): string {
  switch (reading.status) {
    case 'unsupported':
      return 'not available';
    case 'denied':
      return 'no permission to read it';
    case 'fault':
      return `fault: ${reading.text}`;
  }
}

function shareOf(used: Reading, total: Reading): Reading {
  if (used.status !== 'ok') return used;
  if (total.status !== 'ok' || total.value === 0) return { status: 'unsupported' };
  return { status: 'ok', value: (100 * used.value) / total.value };
}

function memoryShare(gpu: GpuSample): string {
  if (gpu.usedMiB.status !== 'ok' || gpu.freeMiB.status !== 'ok') return '';
  const usable: Reading = { status: 'ok', value: gpu.usedMiB.value + gpu.freeMiB.value };
  return sizes(gpu.usedMiB, usable);
}

function sizes(used: Reading, total: Reading): string {
  if (used.status !== 'ok' || total.status !== 'ok') return '';
  return ` · ${formatGiB(used.value)} of ${formatGiB(total.value)} GiB`;
}

function limitOf(limit: Reading): string {
  return limit.status === 'ok' ? ` of ${limit.value.toFixed(0)} W` : '';
}

export function formatPercent(value: number): string {
  return `${value.toFixed(0)} %`;
}

function formatGiB(valueMiB: number): string {
  return (valueMiB / 1024).toFixed(1);
}
