import path from 'node:path';
import type { TelemetrySource } from '../../app/ports/telemetry-source.js';
import { joinReports } from '../../core/telemetry/gpu-tool-outcome.js';
import type { GpuToolPaths } from '../../core/telemetry/gpu-tool-paths.js';
import type { GpuReport, TelemetrySample } from '../../core/telemetry/telemetry-sample.js';
import { GpuToolSampler } from './gpu-tool-sampler.js';
import { HostSampler } from './host-sampler.js';
import { NvidiaSmiSampler } from './nvidia-smi-sampler.js';
import { AmdSmi, RocmSmi, XpuSmi } from './vendor-tools.js';

export interface MachineTelemetryOptions {
  /** Folder of the built worker files. */
  readonly distDir: string;
  readonly gpuTools: GpuToolPaths;
}

/** Telemetry of the machine this process runs on. */
export class MachineTelemetry implements TelemetrySource {
  private readonly nvidia: NvidiaSmiSampler;
  private readonly others: readonly GpuToolSampler[];
  private readonly host: HostSampler;

  constructor({ distDir, gpuTools }: MachineTelemetryOptions) {
    const monotonicMs = (): number => performance.now();
    this.nvidia = new NvidiaSmiSampler(gpuTools.nvidiaSmi, monotonicMs);
    this.others = [[new AmdSmi(gpuTools.amdSmi), new RocmSmi(gpuTools.rocmSmi)], [new XpuSmi(gpuTools.xpuSmi)]].map(
      (tools) => new GpuToolSampler(tools, monotonicMs),
    );
    this.host = new HostSampler(path.join(distDir, 'metrics-worker.js'));
  }

  async sample(signal: AbortSignal): Promise<TelemetrySample> {
    const [gpu, host] = await Promise.all([this.sampleGpus(signal), this.host.sample(signal)]);
    return { atMs: Date.now(), gpu, host };
  }

  private async sampleGpus(signal: AbortSignal): Promise<GpuReport> {
    const others = this.others.map((sampler) => sampler.sample(signal));
    return joinReports([await this.nvidia.sample(signal), ...(await Promise.all(others))]);
  }

  dispose(): void {
    this.nvidia.dispose();
    this.host.dispose();
  }
}
