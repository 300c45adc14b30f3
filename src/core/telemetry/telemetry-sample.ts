import type { GpuSample } from './gpu-sample.js';
import type { Reading } from './reading.js';

/**
 * What the GPU source said. `none`: this machine has no GPU tool or no device, a normal state. `fault`: the driver or its tool is in
 * trouble; `text` says how in the tool's own words. A fault never counts as "no GPU" and never as a healthy zero.
 */
export type GpuReport =
  | {
      readonly status: 'ok';
      readonly gpus: readonly GpuSample[];
      readonly tookMs: number;
      /** What is wrong with cards of another vendor, whose tool is in trouble. */
      readonly trouble?: string;
    }
  | { readonly status: 'none'; readonly text: string }
  | { readonly status: 'fault'; readonly text: string; readonly exitCode?: number };

/** The machine itself at one moment. */
export interface HostSample {
  /** All cores together, 0–100. */
  readonly cpuPercent: Reading;
  readonly memoryUsedMiB: Reading;
  readonly memoryTotalMiB: Reading;
  /** One-minute load average; unsupported on Windows, where there is none. */
  readonly load1: Reading;
  readonly cpuCount: number;
}

export interface TelemetrySample {
  /** Milliseconds since the Unix epoch. */
  readonly atMs: number;
  readonly gpu: GpuReport;
  readonly host: HostSample;
}
