import type { GpuSlice } from './gpu-slice.js';
import { combine, type Reading } from './reading.js';

/** One GPU at one moment. Keyed by `uuid`: the index may change at every boot. */
export interface GpuSample {
  readonly uuid: string;
  readonly index: string;
  readonly name: string;
  readonly driverVersion: string | undefined;
  readonly totalMiB: Reading;
  readonly reservedMiB: Reading;
  readonly usedMiB: Reading;
  readonly freeMiB: Reading;
  /** How much of the last sample window a kernel ran, 0–100; a spot value. */
  readonly utilizationPercent: Reading;
  readonly temperatureCelsius: Reading;
  /** Degrees below the device's own slowdown temperature. */
  readonly temperatureMarginCelsius: Reading;
  /** 1 while the hardware slows itself down because of heat, 0 while it does not. */
  readonly hardwareSlowdown: Reading;
  readonly powerWatts: Reading;
  readonly powerLimitWatts: Reading;
  readonly migEnabled: boolean;
  /** GPU instances, where they are known; none without MIG. */
  readonly slices: readonly GpuSlice[];
}

/**
 * VRAM in use, 0–100, of what can be used at all: used / (used + free). The driver keeps `reserved` for itself, so used / total
 * cannot reach 100 and on small cards not even 95.
 */
export function vramPercent(gpu: GpuSample): Reading {
  return combine([gpu.usedMiB, gpu.freeMiB], ([used = 0, free = 0]) =>
    used + free > 0 ? (100 * used) / (used + free) : 0,
  );
}

/** The GPU whose VRAM is fullest; the first one when none can tell. */
export function fullestGpu(gpus: readonly GpuSample[]): GpuSample | undefined {
  const fill = (gpu: GpuSample): number => {
    const percent = vramPercent(gpu);
    return percent.status === 'ok' ? percent.value : -1;
  };
  return gpus.reduce<GpuSample | undefined>(
    (worst, gpu) => (worst === undefined || fill(gpu) > fill(worst) ? gpu : worst),
    undefined,
  );
}
