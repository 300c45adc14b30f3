import type { GpuProcess } from '../../core/telemetry/gpu-process.js';
import type { GpuProcessTool } from './gpu-process-tools.js';
import { pauseMsAfter } from './run-tool.js';

const intervalMs = 15_000;

/** The processes on the GPUs of this machine, by the tools of all vendors; between two questions the last answer stands. */
export class GpuProcessList {
  private last: readonly GpuProcess[] | undefined;
  private nextAtMs = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly tools: readonly GpuProcessTool[],
    private readonly monotonicMs: () => number,
  ) {}

  /** `undefined` where nobody may know: no tool, no permission, or a vendor whose tool is in trouble. */
  async read(signal: AbortSignal): Promise<readonly GpuProcess[] | undefined> {
    const startMs = this.monotonicMs();
    if (startMs < this.nextAtMs) return this.last;
    this.nextAtMs = Number.POSITIVE_INFINITY;
    const reports = await Promise.all(this.tools.map((list) => list(signal)));
    const asked = reports.filter(({ status }) => status !== 'none');
    const answered = asked.flatMap((report) => (report.status === 'ok' ? [report.processes] : []));
    this.last = answered.length === 0 || answered.length < asked.length ? undefined : answered.flat();
    this.nextAtMs = startMs + Math.max(intervalMs, pauseMsAfter(this.monotonicMs() - startMs));
    return this.last;
  }
}
