import { interpretRun } from '../../core/telemetry/nvidia-smi-outcome.js';
import { basicFields, fullFields, type GpuField, queryArguments } from '../../core/telemetry/nvidia-smi-query.js';
import type { GpuReport } from '../../core/telemetry/telemetry-sample.js';
import { runTool } from './run-tool.js';

const limits = { timeoutMs: 4000, maxOutputBytes: 1024 * 1024 };
/** Waits before the tool is tried again after it failed; a wedged driver does not get better by being asked often. */
const backOffMs = [5000, 10_000, 30_000, 60_000] as const;

/** Asks `nvidia-smi` for all GPUs in one run: asynchronous, never twice at a time, with a time limit and a back-off. */
export class NvidiaSmiSampler {
  private fields: readonly GpuField[] = fullFields;
  private inFlight: Promise<GpuReport> | undefined;
  private failures = 0;
  private retryAtMs = 0;
  private lastReport: GpuReport = { status: 'none', text: 'Not measured yet.' };

  constructor(
    private readonly executable: string,
    private readonly monotonicMs: () => number,
  ) {}

  /** The newest report; while a run is under way callers share it, and while backing off they get the last one. */
  sample(signal: AbortSignal): Promise<GpuReport> {
    if (this.inFlight !== undefined) return this.inFlight;
    if (this.monotonicMs() < this.retryAtMs) return Promise.resolve(this.lastReport);
    this.inFlight = this.measure(signal).finally(() => (this.inFlight = undefined));
    return this.inFlight;
  }

  private async measure(signal: AbortSignal): Promise<GpuReport> {
    let outcome = interpretRun(await this.run(signal), this.fields);
    if (outcome.retryWithBasicFields && this.fields !== basicFields) {
      this.fields = basicFields;
      outcome = interpretRun(await this.run(signal), this.fields);
    }
    this.lastReport = outcome.report;
    this.noteOutcome(outcome.report);
    return outcome.report;
  }

  private run(signal: AbortSignal): ReturnType<typeof runTool> {
    return runTool(this.executable, queryArguments(this.fields), limits, signal);
  }

  private noteOutcome(report: GpuReport): void {
    if (report.status === 'ok') {
      this.failures = 0;
      return;
    }
    const waitMs = backOffMs[Math.min(this.failures, backOffMs.length - 1)] ?? 60_000;
    this.failures += 1;
    this.retryAtMs = this.monotonicMs() + waitMs;
  }
}
