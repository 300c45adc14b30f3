import { sortedNumbers } from '../observation/median.js';
import type { GpuReport, TelemetrySample } from './telemetry-sample.js';

/** What tells whether the numbers can be believed, in words. */
export interface SamplingTrust {
  readonly atMs: number;
  /** State of the driver and its version. */
  readonly driver: string;
  /** What measuring costs. */
  readonly cost: string;
}

const kept = 120;

/** Remembers what the last samples cost. */
export class SamplingCost {
  private readonly tookMs: number[] = [];

  add({ gpu }: TelemetrySample): void {
    if (gpu.status !== 'ok') return;
    this.tookMs.push(gpu.tookMs);
    if (this.tookMs.length > kept) this.tookMs.shift();
  }

  trust({ atMs, gpu }: TelemetrySample): SamplingTrust {
    return { atMs, driver: driverWords(gpu), cost: this.words() };
  }

  private words(): string {
    const sorted = sortedNumbers(this.tookMs);
    const at = (share: number): string => `${(sorted[Math.floor(share * (sorted.length - 1))] ?? 0).toFixed(0)} ms`;
    return sorted.length === 0 ? 'no GPU is asked' : `asking the GPU takes ${at(0.5)}, at most ${at(0.95)} in 95 %`;
  }
}

function driverWords(gpu: GpuReport): string {
  switch (gpu.status) {
    case 'ok': {
      const versions = [...new Set(gpu.gpus.flatMap(({ driverVersion }) => driverVersion ?? []))];
      return versions.length === 0 ? 'driver answers' : `driver ${versions.join(', ')} answers`;
    }
    case 'none':
      return 'no GPU driver';
    case 'fault':
      return 'the GPU driver is in trouble';
  }
}
