import path from 'node:path';
import type { TelemetrySource } from '../../app/ports/telemetry-source.js';
import type { TelemetrySample } from '../../core/telemetry/telemetry-sample.js';
import { HostSampler } from './host-sampler.js';
import { NvidiaSmiSampler } from './nvidia-smi-sampler.js';

export interface MachineTelemetryOptions {
  /** Folder of the built worker files. */
  readonly distDir: string;
  /** `nvidia-smi` to run; a bare name is looked up on PATH. */
  readonly nvidiaSmiPath: string;
}

/** Telemetry of the machine this process runs on. */
export class MachineTelemetry implements TelemetrySource {
  private readonly gpu: NvidiaSmiSampler;
  private readonly host: HostSampler;

  constructor(options: MachineTelemetryOptions) {
    this.gpu = new NvidiaSmiSampler(options.nvidiaSmiPath, () => performance.now());
    this.host = new HostSampler(path.join(options.distDir, 'metrics-worker.js'));
  }

  async sample(signal: AbortSignal): Promise<TelemetrySample> {
    const [gpu, host] = await Promise.all([this.gpu.sample(signal), this.host.sample(signal)]);
    return { atMs: Date.now(), gpu, host };
  }

  dispose(): void {
    this.gpu.dispose();
    this.host.dispose();
  }
}
