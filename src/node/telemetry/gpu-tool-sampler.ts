import type { GpuReport } from '../../core/telemetry/telemetry-sample.js';
import { pauseMsAfter } from './run-tool.js';

/** A tool that is missing or in trouble is asked again after so long. */
const retryMs = 60_000;

export interface GpuTool {
  /** Runs the tool; never rejects. */
  measure(signal: AbortSignal): Promise<GpuReport>;
}

/** Asks the tools of one vendor: never two at a time, the first that finds cards for good, and a costly one more seldom. */
export class GpuToolSampler {
  private inFlight: Promise<GpuReport> | undefined;
  private lastReport: GpuReport = { status: 'none', text: 'Not measured yet.' };
  private nextAtMs = 0;
  private found: GpuTool | undefined;

  /** @param tools In order of preference. */
  constructor(
    private readonly tools: readonly GpuTool[],
    private readonly monotonicMs: () => number,
  ) {}

  /** The newest report; while a run is under way callers share it, and between runs they get the last one. */
  sample(signal: AbortSignal): Promise<GpuReport> {
    if (this.inFlight !== undefined) return this.inFlight;
    if (this.monotonicMs() < this.nextAtMs) return Promise.resolve(this.lastReport);
    this.inFlight = this.measure(signal).finally(() => (this.inFlight = undefined));
    return this.inFlight;
  }

  private async measure(signal: AbortSignal): Promise<GpuReport> {
    const reports: GpuReport[] = [];
    for (const tool of this.found === undefined ? this.tools : [this.found]) {
      const report = await tool.measure(signal);
      reports.push(report);
      if (report.status !== 'ok') continue;
      this.found = tool;
      return this.keep(report, pauseMsAfter(report.tookMs));
    }
    this.found = undefined;
    const fault = reports.find(({ status }) => status === 'fault');
    return this.keep(fault ?? reports[0] ?? this.lastReport, retryMs);
  }

  private keep(report: GpuReport, waitMs: number): GpuReport {
    this.lastReport = report;
    this.nextAtMs = this.monotonicMs() + waitMs;
    return report;
  }
}
