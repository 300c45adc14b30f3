import type { ChildProcess } from 'node:child_process';
import {
  detailArguments,
  parseDetails,
  withDetails,
  type GpuDetails,
} from '../../core/telemetry/nvidia-smi-details.js';
import { interpretRun } from '../../core/telemetry/nvidia-smi-outcome.js';
import {
  basicFields,
  capabilityArguments,
  fullFields,
  type GpuField,
  knownFields,
  queryArguments,
} from '../../core/telemetry/nvidia-smi-query.js';
import type { GpuReport } from '../../core/telemetry/telemetry-sample.js';
import type { ToolRun } from '../../core/telemetry/tool-run.js';
import { NvidiaSmiStream } from './nvidia-smi-stream.js';
import { runTool, toolLimits } from './run-tool.js';

/** The long answer takes longer, and up to some 100 KB a card. */
const detailLimits = { timeoutMs: 10_000, maxOutputBytes: 8 * 1024 * 1024 };
const detailIntervalMs = 60_000;
/** Waits before the tool is tried again after it failed; a wedged driver does not get better by being asked often. */
const backOffMs = [5000, 10_000, 30_000, 60_000] as const;
/** Beyond this a start costs more than the measuring, and one long-lived child is cheaper. */
const slowStartMs = 1000;
const slowStartsInARow = 3;
/** Children that could not be killed: more of them would only pile up behind a driver that does not respond. */
const mostStuck = 3;

/** Asks `nvidia-smi` for all GPUs in one run: asynchronous, never twice at a time, with a time limit and a back-off. */
export class NvidiaSmiSampler {
  private fields: readonly GpuField[] = fullFields;
  private askedCapabilities = false;
  private inFlight: Promise<GpuReport> | undefined;
  private failures = 0;
  private retryAtMs = 0;
  private lastReport: GpuReport = { status: 'none', text: 'Not measured yet.' };
  private slowStarts = 0;
  private stream: NvidiaSmiStream | undefined;
  private details: readonly GpuDetails[] = [];
  private nextDetailsMs: number | undefined;
  private askingDetails = false;
  private readonly stuck = new Set<ChildProcess>();

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

  dispose(): void {
    this.stream?.dispose();
    this.stream = undefined;
  }

  private async measure(signal: AbortSignal): Promise<GpuReport> {
    const streamed = this.fromStream();
    const report = streamed ?? (await this.fromRun(signal));
    this.noteOutcome(report);
    this.lastReport = report.status === 'ok' ? await this.detailed(report, signal) : report;
    return this.lastReport;
  }

  private fromStream(): GpuReport | undefined {
    if (this.stream?.isOver === true) {
      this.dispose();
      this.slowStarts = 0;
    }
    return this.stream?.report;
  }

  private async fromRun(signal: AbortSignal): Promise<GpuReport> {
    if (this.stuck.size >= mostStuck) {
      const text =
        'The NVIDIA driver does not respond: nvidia-smi hangs and cannot be ended. A restart of the machine helps.';
      return { status: 'fault', text };
    }
    if (this.lastReport.status === 'ok') await this.askCapabilities(signal);
    let outcome = interpretRun(await this.run(queryArguments(this.fields), signal), this.fields);
    if (outcome.retryWithBasicFields && this.fields !== basicFields) {
      await this.askCapabilities(signal);
      if (this.fields === fullFields) this.fields = basicFields;
      outcome = interpretRun(await this.run(queryArguments(this.fields), signal), this.fields);
    }
    if (outcome.report.status === 'ok') this.noteStart(outcome.report.tookMs);
    return outcome.report;
  }

  /** Once: the list belongs to the driver, which does not change under a running machine. */
  private async askCapabilities(signal: AbortSignal): Promise<void> {
    if (this.askedCapabilities) return;
    this.askedCapabilities = true;
    const { exitCode, stdout } = await this.run(capabilityArguments, signal);
    this.fields = (exitCode === 0 ? knownFields(stdout) : undefined) ?? this.fields;
  }

  /** The first answer is not kept waiting, save where a card in MIG mode says little without its slices. */
  private async detailed(report: GpuReport & { status: 'ok' }, signal: AbortSignal): Promise<GpuReport> {
    const isFirst = this.nextDetailsMs === undefined;
    const hasMig = report.gpus.some(({ migEnabled }) => migEnabled);
    const wants = hasMig || report.gpus.some((gpu) => gpu.temperatureMarginCelsius.status === 'unsupported');
    this.nextDetailsMs ??= this.monotonicMs();
    if (wants && !this.askingDetails && this.monotonicMs() >= this.nextDetailsMs && (hasMig || !isFirst)) {
      this.nextDetailsMs = this.monotonicMs() + detailIntervalMs;
      this.askingDetails = true;
      const asked = this.askDetails(signal).finally(() => (this.askingDetails = false));
      if (isFirst) await asked;
    }
    return { ...report, gpus: report.gpus.map((gpu) => withDetails(gpu, this.details)) };
  }

  private async askDetails(signal: AbortSignal): Promise<void> {
    const run = await runTool(this.executable, detailArguments, { ...detailLimits, onKilled: this.noteKilled }, signal);
    if (run.exitCode === 0) this.details = parseDetails(run.stdout);
  }

  private run(args: readonly string[], signal: AbortSignal): Promise<ToolRun> {
    return runTool(this.executable, args, { ...toolLimits, onKilled: this.noteKilled }, signal);
  }

  private readonly noteKilled = (child: ChildProcess): void => {
    this.stuck.add(child);
    child.once('exit', () => this.stuck.delete(child));
  };

  private noteStart(tookMs: number): void {
    this.slowStarts = tookMs > slowStartMs ? this.slowStarts + 1 : 0;
    if (this.slowStarts < slowStartsInARow || this.stream !== undefined) return;
    const { executable, fields, monotonicMs } = this;
    this.stream = new NvidiaSmiStream({ executable, fields, monotonicMs });
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
