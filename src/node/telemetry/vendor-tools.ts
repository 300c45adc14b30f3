import {
  amdListArguments,
  amdMetricArguments,
  amdStaticArguments,
  parseAmdCards,
  parseAmdMetrics,
  type AmdCards,
} from '../../core/telemetry/amd-smi.js';
import { interpretToolRun } from '../../core/telemetry/gpu-tool-outcome.js';
import { type GpuField, queryArguments } from '../../core/telemetry/nvidia-smi-query.js';
import { parseRocm, rocmArguments } from '../../core/telemetry/rocm-smi.js';
import type { GpuReport } from '../../core/telemetry/telemetry-sample.js';
import { parseXpuRows, xpuFields, xpuFieldsArguments } from '../../core/telemetry/xpu-smi.js';
import type { GpuTool } from './gpu-tool-sampler.js';
import { runTool, toolLimits } from './run-tool.js';

/** AMD's tool of today. Names and ids are asked for once, behind the first answer that has cards. */
export class AmdSmi implements GpuTool {
  private cards: AmdCards | undefined;

  /** @param executable A bare name is looked up on PATH, as for the others. */
  constructor(private readonly executable: string) {}

  async measure(signal: AbortSignal): Promise<GpuReport> {
    const run = await runTool(this.executable, amdMetricArguments, toolLimits, signal);
    if (run.exitCode === 0) this.cards ??= await this.askCards(signal);
    return interpretToolRun('amd-smi', run, (stdout) => parseAmdMetrics(stdout, this.cards ?? new Map()));
  }

  private async askCards(signal: AbortSignal): Promise<AmdCards | undefined> {
    const [known, ids] = await Promise.all(
      [amdStaticArguments, amdListArguments].map((args) => runTool(this.executable, args, toolLimits, signal)),
    );
    return known?.exitCode === 0 ? parseAmdCards(known.stdout, ids?.stdout ?? '') : undefined;
  }
}

/** AMD's tool before. */
export class RocmSmi implements GpuTool {
  constructor(private readonly executable: string) {}

  async measure(signal: AbortSignal): Promise<GpuReport> {
    return interpretToolRun('rocm-smi', await runTool(this.executable, rocmArguments, toolLimits, signal), parseRocm);
  }
}

/** Intel's. */
export class XpuSmi implements GpuTool {
  private fields: readonly GpuField[] | undefined;

  constructor(private readonly executable: string) {}

  async measure(signal: AbortSignal): Promise<GpuReport> {
    const fields = (this.fields ??= await this.askFields(signal));
    const run = await runTool(this.executable, queryArguments(fields), toolLimits, signal);
    return interpretToolRun('xpu-smi', run, (stdout) => parseXpuRows(stdout, fields));
  }

  private async askFields(signal: AbortSignal): Promise<readonly GpuField[]> {
    const { stdout } = await runTool(this.executable, xpuFieldsArguments, toolLimits, signal);
    return xpuFields(stdout);
  }
}
